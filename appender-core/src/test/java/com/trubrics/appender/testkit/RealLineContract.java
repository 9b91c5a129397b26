package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;

import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

/** Fifteen log lines of public applications, written long before anyone thought of analytics, become events. */
public abstract class RealLineContract extends AppenderContract {

    /** An entity: it has more than what is read, and its text holds more than what may leave. */
    public static final class BankAccount {
        public String getName() {
            return "Savings";
        }

        public BigDecimal getBalance() {
            return new BigDecimal("100.50");
        }

        @Override
        public String toString() {
            return "BankAccount{id=1, name='Savings', balance=100.50, owner='secret'}";
        }
    }

    /** An identifier that prints its UUID. */
    public record Id(String uuid) {
        @Override
        public String toString() {
            return uuid;
        }
    }

    /** An entity of Dependency-Track. */
    public static final class Project {
        public String getVersion() {
            return "1.2";
        }

        @Override
        public String toString() {
            return "acme : shop : 1.2";
        }
    }

    /** An entity of OpenMRS. */
    public static final class User {
        public String getUuid() {
            return "u-uuid-1";
        }

        @Override
        public String toString() {
            return "nurse";
        }
    }

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
                        info("REST request to save BankAccount : {}", new BankAccount())
                                .at(Level.DEBUG)
                                .from("io.github.jhipster.sample.web.rest.BankAccountResource"))
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
                        info(
                                        "Enter: {}() with argument[s] = {}",
                                        "registerAccount",
                                        "[ManagedUserVM{AdminUserDTO{login='bob', firstName='Bob', lastName='O'Neil',"
                                                + " email='bob@example.org', imageUrl='null', activated=false, langKey='en',"
                                                + " authorities=[]}} ]")
                                .at(Level.DEBUG)
                                .from("io.github.jhipster.sample.web.rest.AccountResource"))
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
                        info("""
                                        {"description":"会员登录","startTime":1764400000000,"spendTime":37,\
                                        "basePath":"http://localhost:8085","uri":"/sso/login",\
                                        "url":"http://localhost:8085/sso/login","method":"POST","ip":"127.0.0.1",\
                                        "parameter":[{"username":"test"},{"password":"123456"}],\
                                        "result":{"code":200,"message":"操作成功",\
                                        "data":{"tokenHead":"Bearer ","token":"eyJhbGciOi"}}}""").from("com.macro.mall.common.log.WebLogAspect").marked("LS_APPEND_ENTRIES"))
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
                        info("[127.0.0.1]内网IP[newbie][Register][注册成功]").from("sys-user"))
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
                        info(
                                        "[{}][{}][{}][{}] Session established from address: {}",
                                        new Id("13814000-1dd2-11b2-8080-808080808080"),
                                        new Id("784f394c-42b6-435a-983c-b7beff2784f9"),
                                        "7a1",
                                        "s-9",
                                        "/127.0.0.1:5555")
                                .from("org.thingsboard.server.controller.plugin.TbWebSocketHandler"))
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
                        info("Successful user login / username: jane / IP Address: 10.0.0.7 / User Agent: Mozilla/5.0"
                                        + " (X11; Linux x86_64)")
                                .from("org.dependencytrack.resources.v1.UserResource")
                                .marked("SECURITY_SUCCESS"))
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
                        info("Project {} created by {}", new Project(), "jane")
                                .from("org.dependencytrack.resources.v1.ProjectResource")
                                .mdc("principal", "jane")
                                .mdc("projectUuid", "2ad52f53-85ae-408a-9879-32a7e59dd03d")
                                .mdc("projectName", "shop")
                                .mdc("requestId", "r-1"))
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
                        info("BOM upload accepted")
                                .from("org.dependencytrack.resources.v1.BomResource")
                                .marked("SECURITY_AUDIT")
                                .mdc("principal", "ci-bot")
                                .mdc("projectUuid", "2ad52f53-85ae-408a-9879-32a7e59dd03d")
                                .mdc("projectName", "shop")
                                .mdc("projectVersion", "1.2")
                                .mdc("bomUploadToken", "tok-1")
                                .mdc("requestUri", "/api/v1/bom"))
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
                        info("Cancel Entitlement:  id = '11111111-85ae-408a-9879-32a7e59dd03d',"
                                        + " entDate='2026-12-01', entPolicy='IMMEDIATE'")
                                .from("org.killbill.billing.entitlement.api.DefaultEntitlement")
                                .mdc("kb.accountRecordId", "42"))
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
                        info("Authenticated as: {}", new User())
                                .at(Level.DEBUG)
                                .from("org.openmrs.api.context.UserContext"))
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
                        info("SMTP Authentication succeeded.")
                                .from("org.apache.james.util.AuditTrail")
                                .mdc("username", "bob@d.tld")
                                .mdc("remoteIP", "10.0.0.1")
                                .mdc("protocol", "SMTP")
                                .mdc("action", "AUTH")
                                .mdc("authType", "PLAIN"))
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
                        info(
                                        "opType: {} | rt: {}ms | status: success | requestIp: {} | dataId: {} | group: {}"
                                                + " | tenant: {} | md5: {}",
                                        "publish",
                                        12L,
                                        "10.0.0.7",
                                        "app.yaml",
                                        "g",
                                        "t",
                                        "m")
                                .from("com.alibaba.nacos.config.clientLog"))
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
                        info("User {} increased token consumption: {}", "moyz", 1280)
                                .from("com.moyz.adi.common.service.UserDayCostService"))
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
                        info("[PLUS]开始请求 => URL[{}],参数类型[json],参数:[{}]", "POST /chat/send", """
                                        {"model":"deepseek","sessionId":"77",\
                                        "messages":[{"role":"user","content":"Hello"}]}""")
                                .from("org.ruoyi.common.web.interceptor.PlusWebInvokeTimeInterceptor"))
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
                        info("Chat Model Completion:\n[\"An analytics platform.\"]")
                                .from(logger + ".ChatModelCompletionObservationHandler")
                                .mdc("user_id", "u-42"),
                        info("Chat Model Prompt Content:\n[\"What is\nTrubrics?\"]")
                                .from(logger + ".ChatModelPromptContentObservationHandler")
                                .mdc("user_id", "u-42"))
                .isLlmEvent("""
                        {"user_id":"u-42","prompt":"What is\\nTrubrics?","generation":"An analytics platform.",\
                        "timestamp":"NOW"}""");
    }
}
