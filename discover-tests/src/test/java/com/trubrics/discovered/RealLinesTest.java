package com.trubrics.discovered;

import static com.trubrics.appender.testkit.LogLine.info;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.RealLineContract;
import com.trubrics.appender.testkit.RealLineContract.BankAccount;
import com.trubrics.appender.testkit.RealLineContract.Project;
import com.trubrics.appender.testkit.RealLineContract.User;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The log lines of public applications that event rules were made for: what the sandbox proposes for each of them gives the
 * event, once somebody has named it and ticked what is sent. Nothing else is chosen or written.
 */
class RealLinesTest {
    /**
     * A line of a real application.
     *
     * @param lines what it logs
     * @param event what somebody calls the event; empty for an LLM event
     * @param ticked the paths that somebody ticks
     * @param user the path or the source of the user that somebody chooses; empty where the proposed one is right
     * @param expected the event without its time
     */
    record Case(String name, List<LogLine> lines, String event, Set<String> ticked, String user, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort());
    private final SandboxClient page = new SandboxClient(sandbox);

    @AfterEach
    void stop() {
        SecurityContextHolder.clearContext();
        sandbox.close();
    }

    private static List<Case> cases() {
        return List.of(
                new Case(
                        "JHipster saves a bank account",
                        List.of(info("REST request to save BankAccount : {}", new BankAccount())
                                .at(Level.DEBUG)
                                .from("io.github.jhipster.sample.web.rest.BankAccountResource")),
                        "Bank Account Created",
                        Set.of("bank_account.name", "bank_account.balance"),
                        "",
                        """
                        {"user_id":"bob","event":"Bank Account Created","properties":{"name":"Savings","balance":100.50}}"""),
                new Case(
                        "JHipster logs the text of an argument",
                        List.of(info(
                                        "Enter: {}() with argument[s] = {}",
                                        "registerAccount",
                                        "[ManagedUserVM{AdminUserDTO{login='bob', firstName='Bob', lastName='O'Neil',"
                                                + " email='bob@example.org', imageUrl='null', activated=false, langKey='en',"
                                                + " authorities=[]}} ]")
                                .at(Level.DEBUG)
                                .from("io.github.jhipster.sample.web.rest.AccountResource")),
                        "Sign Up",
                        Set.of("data.lastName"),
                        "",
                        """
                        {"user_id":"bob","event":"Sign Up","properties":{"last_name":"O'Neil"}}"""),
                new Case(
                        "mall logs JSON",
                        List.of(info("""
                                        {"description":"会员登录","startTime":1764400000000,"spendTime":37,\
                                        "basePath":"http://localhost:8085","uri":"/sso/login",\
                                        "url":"http://localhost:8085/sso/login","method":"POST","ip":"127.0.0.1",\
                                        "parameter":[{"username":"test"},{"password":"123456"}],\
                                        "result":{"code":200,"message":"操作成功",\
                                        "data":{"tokenHead":"Bearer ","token":"eyJhbGciOi"}}}""")
                                .from("com.macro.mall.common.log.WebLogAspect")
                                .marked("LS_APPEND_ENTRIES")),
                        "Sign In",
                        Set.of("data.spendTime"),
                        "",
                        """
                        {"user_id":"test","event":"Sign In","properties":{"spend_time":37}}"""),
                new Case(
                        "RuoYi logs brackets in a finished text",
                        List.of(info("[127.0.0.1]内网IP[newbie][Register][注册成功]").from("sys-user")),
                        "Sign Up",
                        Set.of(),
                        "newbie",
                        """
                        {"user_id":"newbie","event":"Sign Up"}"""),
                new Case(
                        "ThingsBoard logs IDs",
                        List.of(info(
                                        "[{}][{}][{}][{}] Session established from address: {}",
                                        new RealLineContract.Id("13814000-1dd2-11b2-8080-808080808080"),
                                        new RealLineContract.Id("784f394c-42b6-435a-983c-b7beff2784f9"),
                                        "7a1",
                                        "s-9",
                                        "/127.0.0.1:5555")
                                .from("org.thingsboard.server.controller.plugin.TbWebSocketHandler")),
                        "Dashboard Opened",
                        Set.of("value", "value_4"),
                        "value_2",
                        """
                        {"user_id":"784f394c-42b6-435a-983c-b7beff2784f9","event":"Dashboard Opened",\
                        "properties":{"value":"13814000-1dd2-11b2-8080-808080808080","value_4":"s-9"}}"""),
                new Case(
                        "Dependency-Track marks a sign-in",
                        List.of(info("Successful user login / username: jane / IP Address: 10.0.0.7 / User Agent:"
                                        + " Mozilla/5.0 (X11; Linux x86_64)")
                                .from("org.dependencytrack.resources.v1.UserResource")
                                .marked("SECURITY_SUCCESS")),
                        "Sign In",
                        Set.of("user_agent"),
                        "",
                        """
                        {"user_id":"jane","event":"Sign In","properties":{"user_agent":"Mozilla/5.0 (X11; Linux x86_64)"}}"""),
                new Case(
                        "Dependency-Track creates a project",
                        List.of(info("Project {} created by {}", new Project(), "jane")
                                .from("org.dependencytrack.resources.v1.ProjectResource")
                                .mdc("principal", "jane")
                                .mdc("projectUuid", "2ad52f53-85ae-408a-9879-32a7e59dd03d")
                                .mdc("projectName", "shop")
                                .mdc("requestId", "r-1")),
                        "Project Created",
                        Set.of("project.version", "mdc.projectName", "mdc.projectUuid"),
                        "",
                        """
                        {"user_id":"jane","event":"Project Created","properties":{"projectName":"shop",\
                        "projectUuid":"2ad52f53-85ae-408a-9879-32a7e59dd03d","version":"1.2"}}"""),
                new Case(
                        "Dependency-Track takes a BOM with all else in the MDC",
                        List.of(info("BOM upload accepted")
                                .from("org.dependencytrack.resources.v1.BomResource")
                                .marked("SECURITY_AUDIT")
                                .mdc("principal", "ci-bot")
                                .mdc("projectUuid", "2ad52f53-85ae-408a-9879-32a7e59dd03d")
                                .mdc("projectName", "shop")
                                .mdc("projectVersion", "1.2")
                                .mdc("bomUploadToken", "tok-1")
                                .mdc("requestUri", "/api/v1/bom")),
                        "BOM Uploaded",
                        Set.of("mdc.projectName", "mdc.projectVersion"),
                        "mdc.principal",
                        """
                        {"user_id":"ci-bot","event":"BOM Uploaded","properties":{"projectName":"shop","projectVersion":"1.2"}}"""),
                new Case(
                        "Kill Bill has blanks around its signs",
                        List.of(info("Cancel Entitlement:  id = '11111111-85ae-408a-9879-32a7e59dd03d',"
                                        + " entDate='2026-12-01', entPolicy='IMMEDIATE'")
                                .from("org.killbill.billing.entitlement.api.DefaultEntitlement")
                                .mdc("kb.accountRecordId", "42")),
                        "Cancelled",
                        Set.of("id", "ent_policy"),
                        "mdc.kb.accountRecordId",
                        """
                        {"user_id":"42","event":"Cancelled","properties":{"ent_policy":"IMMEDIATE",\
                        "id":"11111111-85ae-408a-9879-32a7e59dd03d"}}"""),
                new Case(
                        "OpenMRS logs its user",
                        List.of(info("Authenticated as: {}", new User())
                                .at(Level.DEBUG)
                                .from("org.openmrs.api.context.UserContext")),
                        "Sign In",
                        Set.of(),
                        "user.uuid",
                        """
                        {"user_id":"u-uuid-1","event":"Sign In"}"""),
                new Case(
                        "James has an audit trail",
                        List.of(info("SMTP Authentication succeeded.")
                                .from("org.apache.james.util.AuditTrail")
                                .mdc("username", "bob@d.tld")
                                .mdc("remoteIP", "10.0.0.1")
                                .mdc("protocol", "SMTP")
                                .mdc("action", "AUTH")
                                .mdc("authType", "PLAIN")),
                        "Sign In",
                        Set.of("mdc.protocol", "mdc.authType", "smtp"),
                        "mdc.username",
                        """
                        {"user_id":"bob@d.tld","event":"Sign In","properties":{"protocol":"SMTP","authType":"PLAIN","smtp":"SMTP"}}"""),
                new Case(
                        "Nacos publishes a configuration",
                        List.of(info(
                                        "opType: {} | rt: {}ms | status: success | requestIp: {} | dataId: {} | group: {}"
                                                + " | tenant: {} | md5: {}",
                                        "publish",
                                        12L,
                                        "10.0.0.7",
                                        "app.yaml",
                                        "g",
                                        "t",
                                        "m")
                                .from("com.alibaba.nacos.config.clientLog")),
                        "Config {op_type}",
                        Set.of("data_id", "ms"),
                        "request_ip",
                        """
                        {"user_id":"10.0.0.7","event":"Config publish","properties":{"data_id":"app.yaml","ms":12}}"""),
                new Case(
                        "a LangChain4j application counts tokens",
                        List.of(info("User {} increased token consumption: {}", "moyz", 1280)
                                .from("com.moyz.adi.common.service.UserDayCostService")),
                        "Tokens Used",
                        Set.of("consumption"),
                        "",
                        """
                        {"user_id":"moyz","event":"Tokens Used","properties":{"consumption":1280}}"""),
                new Case(
                        "RuoYi-Vue-Plus logs a chat request",
                        List.of(info("[PLUS]开始请求 => URL[{}],参数类型[json],参数:[{}]", "POST /chat/send", """
                                        {"model":"deepseek","sessionId":"77",\
                                        "messages":[{"role":"user","content":"Hello"}]}""")
                                .from("org.ruoyi.common.web.interceptor.PlusWebInvokeTimeInterceptor")),
                        "User prompt",
                        Set.of("参数.messages[-1].content", "参数.sessionId", "参数.model"),
                        "cn.dev33.satoken.stp.StpUtil.getLoginIdDefaultNull()",
                        """
                        {"user_id":"sys_user:1","event":"User prompt","properties":{"$assistant_id":"deepseek",\
                        "$text":"Hello","$thread_id":"77"}}"""),
                new Case(
                        "Spring AI logs the generation before the prompt",
                        List.of(
                                info("Chat Model Completion:\n[\"An analytics platform.\"]")
                                        .from(
                                                "org.springframework.ai.chat.observation.ChatModelCompletionObservationHandler")
                                        .mdc("user_id", "u-42"),
                                info("Chat Model Prompt Content:\n[\"What is\nTrubrics?\"]")
                                        .from(
                                                "org.springframework.ai.chat.observation.ChatModelPromptContentObservationHandler")
                                        .mdc("user_id", "u-42")),
                        "",
                        Set.of("completion", "content"),
                        "",
                        """
                        {"user_id":"u-42","prompt":"What is\\nTrubrics?","generation":"An analytics platform."}"""));
    }

    private static List<Arguments> linesOnBothFrameworks() {
        List<Arguments> all = new ArrayList<>();
        for (Case each : cases()) {
            for (Framework framework : Framework.values()) {
                all.add(Arguments.of(each, framework));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("linesOnBothFrameworks")
    void whatIsProposedGivesTheEvent(Case line, Framework framework) throws Exception {
        SecurityContextHolder.signIn("bob");
        try (RunningApplication application = framework.start(sandbox, "<discover>true</discover>")) {
            line.lines.forEach(application::log);
            page.awaitKinds(line.lines.size());
        }
        JsonNode preview = page.preview(choices(line));
        String rules = preview.path(framework.format()).asText();

        assertThat(preview.path("warnings")).as(rules).isEmpty();
        assertThat(preview.path("lines")).as(rules).hasSize(line.lines.size());
        JsonNode last = preview.path("lines").path(line.lines.size() - 1);
        assertThat(withoutTime(last.path("event"))).as(rules).isEqualTo(SandboxClient.JSON.readTree(line.expected));

        sandbox.reset();
        try (RunningApplication application = framework.start(sandbox, rules)) {
            line.lines.forEach(application::log);
        }
        JsonNode arrived = SandboxClient.JSON.readTree(
                sandbox.awaitEvents(1, Duration.ofSeconds(20)).get(0).json());
        assertThat(withoutTime(arrived)).as(rules).isEqualTo(SandboxClient.JSON.readTree(line.expected));
    }

    private JsonNode[] choices(Case line) {
        List<JsonNode> choices = new ArrayList<>();
        JsonNode first = kindOf(line.lines.get(0));
        choices.add(choose(first, line));
        JsonNode other = first.path("proposal").path("other");
        if (!other.isNull()) {
            JsonNode second = choose(page.kind(other.asText()), line);
            choices.add(first.path("proposal").path("otherIsLast").asBoolean() ? 1 : 0, second);
        }
        return choices.toArray(JsonNode[]::new);
    }

    private JsonNode kindOf(LogLine line) {
        for (JsonNode kind : page.awaitKinds(1)) {
            if (kind.path("logger").asText().equals(line.logger())) {
                return page.kind(kind.path("id").asText());
            }
        }
        throw new AssertionError("no kind of " + line.logger());
    }

    private static ObjectNode choose(JsonNode kind, Case line) {
        ObjectNode choice = SandboxClient.choice(kind, line.ticked::contains);
        if (!line.event.isEmpty()) {
            choice.put("event", line.event);
        }
        if (!line.user.isEmpty()) {
            JsonNode chosen = null;
            for (JsonNode user : kind.path("proposal").path("users")) {
                if (user.path("path").asText().equals(line.user)
                        || user.path("source").asText().equals(line.user)) {
                    chosen = user;
                }
            }
            assertThat(chosen)
                    .as("user %s of %s", line.user, kind.path("proposal").path("users"))
                    .isNotNull();
            choice.set("user", chosen);
        }
        return choice;
    }

    private static JsonNode withoutTime(JsonNode event) {
        return event instanceof ObjectNode object ? object.deepCopy().without("timestamp") : event;
    }
}
