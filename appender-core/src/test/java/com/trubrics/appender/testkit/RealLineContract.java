package com.trubrics.appender.testkit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

/** Fifteen log lines of public applications, written long before anyone thought of analytics, become events. */
public abstract class RealLineContract extends AppenderContract {

    @AfterEach
    final void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    public void jhipsterSavesABankAccount() {
        SecurityContextHolder.signIn("bob");
        log(
                        config().option(
                                        "userSource",
                                        "org.springframework.security.core.context.SecurityContextHolder.getContext()"
                                                + ".authentication.name")
                                .rule(
                                        "logger", "io.github.jhipster.sample.web.rest",
                                        "message", "REST request to save BankAccount : {account}",
                                        "fields", "name=account.name, balance=account.balance",
                                        "event", "Bank Account Created"),
                        RealLine.JHIPSTER_SAVES_A_BANK_ACCOUNT.lines())
                .isUserEvent("""
                        {"user_id":"bob","event":"Bank Account Created",\
                        "properties":{"balance":100.50,"name":"Savings"},"timestamp":"NOW"}""");
    }

    @Test
    public void jhipsterLogsTheTextOfAnArgument() {
        log(
                        config().rule(
                                        "logger", "io.github.jhipster.sample.web.rest",
                                        "message", "Enter: {method}() with argument[s] = {args}",
                                        "when", "method=registerAccount",
                                        "fields", "user_id=args.login, last_name=args.lastName",
                                        "event", "Sign Up"),
                        RealLine.JHIPSTER_LOGS_THE_TEXT_OF_AN_ARGUMENT.lines())
                .isUserEvent("""
                        {"user_id":"bob","event":"Sign Up","properties":{"last_name":"O'Neil"},"timestamp":"NOW"}""");
    }

    @Test
    public void mallLogsJson() {
        log(
                        config().rule(
                                        "logger", "com.macro.mall.common.log.WebLogAspect",
                                        "message", "{json}",
                                        "when", "json.uri=/sso/login, json.result.code=200",
                                        "fields", "user_id=json.parameter.username, ms=json.spendTime",
                                        "event", "Sign In"),
                        RealLine.MALL_LOGS_JSON.lines())
                .isUserEvent("""
                        {"user_id":"test","event":"Sign In","properties":{"ms":37},"timestamp":"NOW"}""");
    }

    @Test
    public void ruoyiLogsBracketsInAFinishedText() {
        log(
                        config().rule(
                                        "logger", "sys-user",
                                        "message", "[{ip}]{-}[{user_id}][Register][注册成功]",
                                        "fields", "user_id",
                                        "event", "Sign Up"),
                        RealLine.RUOYI_LOGS_BRACKETS_IN_A_FINISHED_TEXT.lines())
                .isUserEvent("""
                        {"user_id":"newbie","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void thingsboardLogsIds() {
        log(
                        config().rule(
                                        "logger",
                                        "org.thingsboard.server.controller.plugin",
                                        "message",
                                        "[{tenant}][{user_id}][{-}][{session}] Session established from address: {-}",
                                        "event",
                                        "Dashboard Opened"),
                        RealLine.THINGSBOARD_LOGS_IDS.lines())
                .isUserEvent("""
                        {"user_id":"784f394c-42b6-435a-983c-b7beff2784f9","event":"Dashboard Opened",\
                        "properties":{"session":"s-9","tenant":"13814000-1dd2-11b2-8080-808080808080"},\
                        "timestamp":"NOW"}""");
    }

    @Test
    public void dependencyTrackMarksASignIn() {
        log(
                        config().rule(
                                        "logger",
                                        "org.dependencytrack.resources.v1.UserResource",
                                        "marker",
                                        "SECURITY_SUCCESS",
                                        "message",
                                        "Successful user login / username: {user_id} / IP Address: {-}"
                                                + " / User Agent: {user_agent}",
                                        "event",
                                        "Sign In"),
                        RealLine.DEPENDENCY_TRACK_MARKS_A_SIGN_IN.lines())
                .isUserEvent("""
                        {"user_id":"jane","event":"Sign In",\
                        "properties":{"user_agent":"Mozilla/5.0 (X11; Linux x86_64)"},"timestamp":"NOW"}""");
    }

    @Test
    public void dependencyTrackCreatesAProject() {
        log(
                        config().option("includeMdc", "project*")
                                .rule(
                                        "logger", "org.dependencytrack.resources",
                                        "message", "Project {project} created by {user_id}",
                                        "fields", "user_id, version=project.version",
                                        "event", "Project Created"),
                        RealLine.DEPENDENCY_TRACK_CREATES_A_PROJECT.lines())
                .isUserEvent("""
                        {"user_id":"jane","event":"Project Created",\
                        "properties":{"projectName":"shop","projectUuid":"2ad52f53-85ae-408a-9879-32a7e59dd03d",\
                        "version":"1.2"},"timestamp":"NOW"}""");
    }

    @Test
    public void dependencyTrackTakesABomWithAllElseInTheMdc() {
        log(
                        config().option("userIdKey", "principal")
                                .option("includeMdc", "projectName,projectVersion")
                                .rule(
                                        "logger", "org.dependencytrack.resources",
                                        "marker", "SECURITY_AUDIT",
                                        "message", "BOM upload accepted",
                                        "event", "BOM Uploaded"),
                        RealLine.DEPENDENCY_TRACK_TAKES_A_BOM_WITH_ALL_ELSE_IN_THE_MDC.lines())
                .isUserEvent("""
                        {"user_id":"ci-bot","event":"BOM Uploaded",\
                        "properties":{"projectName":"shop","projectVersion":"1.2"},"timestamp":"NOW"}""");
    }

    @Test
    public void killBillHasBlanksAroundItsSigns() {
        log(
                        config().option("userIdKey", "kb.accountRecordId")
                                .rule(
                                        "logger", "org.killbill.billing.entitlement",
                                        "message", "Cancel Entitlement: {what}",
                                        "fields", "subscription=what.id, policy=what.entPolicy",
                                        "event", "Cancelled"),
                        RealLine.KILL_BILL_HAS_BLANKS_AROUND_ITS_SIGNS.lines())
                .isUserEvent("""
                        {"user_id":"42","event":"Cancelled",\
                        "properties":{"policy":"IMMEDIATE","subscription":"11111111-85ae-408a-9879-32a7e59dd03d"},\
                        "timestamp":"NOW"}""");
    }

    @Test
    public void openMrsLogsItsUser() {
        log(
                        config().rule(
                                        "logger", "org.openmrs.api.context",
                                        "message", "Authenticated as: {user}",
                                        "fields", "user_id=user.uuid",
                                        "event", "Sign In"),
                        RealLine.OPENMRS_LOGS_ITS_USER.lines())
                .isUserEvent("""
                        {"user_id":"u-uuid-1","event":"Sign In","timestamp":"NOW"}""");
    }

    @Test
    public void jamesHasAnAuditTrail() {
        log(
                        config().option("userIdKey", "username")
                                .option("includeMdc", "protocol,authType")
                                .rule(
                                        "logger", "org.apache.james.util.AuditTrail",
                                        "message", "{what} Authentication succeeded.",
                                        "fields", "via=what",
                                        "event", "Sign In"),
                        RealLine.JAMES_HAS_AN_AUDIT_TRAIL.lines())
                .isUserEvent("""
                        {"user_id":"bob@d.tld","event":"Sign In",\
                        "properties":{"authType":"PLAIN","protocol":"SMTP","via":"SMTP"},"timestamp":"NOW"}""");
    }

    @Test
    public void nacosPublishesAConfiguration() {
        log(
                        config().rule(
                                        "logger",
                                        "com.alibaba.nacos.config",
                                        "message",
                                        "opType: {op} | rt: {ms}ms | status: success | requestIp: {ip} | dataId: {data_id}"
                                                + " | group: {-} | tenant: {-} | md5: {-}",
                                        "when",
                                        "op=publish|delete",
                                        "fields",
                                        "user_id=ip, data_id, ms",
                                        "event",
                                        "Config {op}"),
                        RealLine.NACOS_PUBLISHES_A_CONFIGURATION.lines())
                .isUserEvent("""
                        {"user_id":"10.0.0.7","event":"Config publish",\
                        "properties":{"data_id":"app.yaml","ms":12},"timestamp":"NOW"}""");
    }

    @Test
    public void aLangChain4jApplicationCountsTokens() {
        log(
                        config().rule(
                                        "logger", "com.moyz.adi.common.service",
                                        "message", "User {user_id} increased token consumption: {tokens}",
                                        "event", "Tokens Used"),
                        RealLine.A_LANGCHAIN4J_APPLICATION_COUNTS_TOKENS.lines())
                .isUserEvent("""
                        {"user_id":"moyz","event":"Tokens Used","properties":{"tokens":1280},"timestamp":"NOW"}""");
    }

    @Test
    public void ruoyiPlusLogsAChatRequest() {
        log(
                        config().option("userSource", "cn.dev33.satoken.stp.StpUtil.getLoginIdDefaultNull()")
                                .rule(
                                        "logger",
                                        "org.ruoyi.common.web.interceptor",
                                        "message",
                                        "[PLUS]开始请求 => URL[{url}],参数类型[json],参数:[{body}]",
                                        "when",
                                        "url=POST /chat/send",
                                        "fields",
                                        "text=body.messages[-1].content, thread_id=body.sessionId, assistant_id=body.model",
                                        "event",
                                        "User prompt"),
                        RealLine.RUOYI_PLUS_LOGS_A_CHAT_REQUEST.lines())
                .isUserEvent("""
                        {"user_id":"sys_user:1","event":"User prompt",\
                        "properties":{"$assistant_id":"deepseek","$text":"Hello","$thread_id":"77"},\
                        "timestamp":"NOW"}""");
    }

    @Test
    public void springAiLogsTheGenerationBeforeThePrompt() {
        String logger = "org.springframework.ai.chat.observation";
        log(
                        config().rule(
                                        "logger", logger,
                                        "message", "Chat Model Completion:\\n[\"{generation}\"]",
                                        "pair", "chat")
                                .rule(
                                        "logger", logger,
                                        "message", "Chat Model Prompt Content:\\n[\"{prompt}\"]",
                                        "pair", "chat"),
                        RealLine.SPRING_AI_LOGS_THE_GENERATION_BEFORE_THE_PROMPT.lines())
                .isLlmEvent("""
                        {"user_id":"u-42","prompt":"What is\\nTrubrics?","generation":"An analytics platform.",\
                        "timestamp":"NOW"}""");
    }
}
