package com.trubrics.discovered;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.RealLine;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
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
     * What somebody does with the proposal for a line.
     *
     * @param event what somebody calls the event; empty for an LLM event
     * @param ticked the paths that somebody ticks
     * @param user the path or the source of the user that somebody chooses; empty where the proposed one is right
     * @param expected the event without its time
     */
    record Case(RealLine line, String event, Set<String> ticked, String user, String expected) {
        @Override
        public String toString() {
            return line.toString();
        }

        List<LogLine> lines() {
            return List.of(line.lines());
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
                        RealLine.JHIPSTER_SAVES_A_BANK_ACCOUNT,
                        "Bank Account Created",
                        Set.of("bank_account.name", "bank_account.balance"),
                        "",
                        """
                        {"user_id":"bob","event":"Bank Account Created","properties":{"name":"Savings","balance":100.50}}"""),
                new Case(RealLine.JHIPSTER_LOGS_THE_TEXT_OF_AN_ARGUMENT, "Sign Up", Set.of("data.lastName"), "", """
                        {"user_id":"bob","event":"Sign Up","properties":{"last_name":"O'Neil"}}"""),
                new Case(RealLine.MALL_LOGS_JSON, "Sign In", Set.of("data.spendTime"), "", """
                        {"user_id":"test","event":"Sign In","properties":{"spend_time":37}}"""),
                new Case(RealLine.RUOYI_LOGS_BRACKETS_IN_A_FINISHED_TEXT, "Sign Up", Set.of(), "newbie", """
                        {"user_id":"newbie","event":"Sign Up"}"""),
                new Case(RealLine.THINGSBOARD_LOGS_IDS, "Dashboard Opened", Set.of("value", "value_4"), "value_2", """
                        {"user_id":"784f394c-42b6-435a-983c-b7beff2784f9","event":"Dashboard Opened",\
                        "properties":{"value":"13814000-1dd2-11b2-8080-808080808080","value_4":"s-9"}}"""),
                new Case(RealLine.DEPENDENCY_TRACK_MARKS_A_SIGN_IN, "Sign In", Set.of("user_agent"), "", """
                        {"user_id":"jane","event":"Sign In","properties":{"user_agent":"Mozilla/5.0 (X11; Linux x86_64)"}}"""),
                new Case(
                        RealLine.DEPENDENCY_TRACK_CREATES_A_PROJECT,
                        "Project Created",
                        Set.of("project.version", "mdc.projectName", "mdc.projectUuid"),
                        "",
                        """
                        {"user_id":"jane","event":"Project Created","properties":{"projectName":"shop",\
                        "projectUuid":"2ad52f53-85ae-408a-9879-32a7e59dd03d","version":"1.2"}}"""),
                new Case(
                        RealLine.DEPENDENCY_TRACK_TAKES_A_BOM_WITH_ALL_ELSE_IN_THE_MDC,
                        "BOM Uploaded",
                        Set.of("mdc.projectName", "mdc.projectVersion"),
                        "mdc.principal",
                        """
                        {"user_id":"ci-bot","event":"BOM Uploaded","properties":{"projectName":"shop","projectVersion":"1.2"}}"""),
                new Case(
                        RealLine.KILL_BILL_HAS_BLANKS_AROUND_ITS_SIGNS,
                        "Cancelled",
                        Set.of("id", "ent_policy"),
                        "mdc.kb.accountRecordId",
                        """
                        {"user_id":"42","event":"Cancelled","properties":{"ent_policy":"IMMEDIATE",\
                        "id":"11111111-85ae-408a-9879-32a7e59dd03d"}}"""),
                new Case(RealLine.OPENMRS_LOGS_ITS_USER, "Sign In", Set.of(), "user.uuid", """
                        {"user_id":"u-uuid-1","event":"Sign In"}"""),
                new Case(
                        RealLine.JAMES_HAS_AN_AUDIT_TRAIL,
                        "Sign In",
                        Set.of("mdc.protocol", "mdc.authType", "smtp"),
                        "mdc.username",
                        """
                        {"user_id":"bob@d.tld","event":"Sign In","properties":{"protocol":"SMTP","authType":"PLAIN","smtp":"SMTP"}}"""),
                new Case(
                        RealLine.NACOS_PUBLISHES_A_CONFIGURATION,
                        "Config {op_type}",
                        Set.of("data_id", "ms"),
                        "request_ip",
                        """
                        {"user_id":"10.0.0.7","event":"Config publish","properties":{"data_id":"app.yaml","ms":12}}"""),
                new Case(
                        RealLine.A_LANGCHAIN4J_APPLICATION_COUNTS_TOKENS,
                        "Tokens Used",
                        Set.of("consumption"),
                        "",
                        """
                        {"user_id":"moyz","event":"Tokens Used","properties":{"consumption":1280}}"""),
                new Case(
                        RealLine.RUOYI_PLUS_LOGS_A_CHAT_REQUEST,
                        "User prompt",
                        Set.of("参数.messages[-1].content", "参数.sessionId", "参数.model"),
                        "cn.dev33.satoken.stp.StpUtil.getLoginIdDefaultNull()",
                        """
                        {"user_id":"sys_user:1","event":"User prompt","properties":{"$assistant_id":"deepseek",\
                        "$text":"Hello","$thread_id":"77"}}"""),
                new Case(
                        RealLine.SPRING_AI_LOGS_THE_GENERATION_BEFORE_THE_PROMPT,
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
            line.lines().forEach(application::log);
            page.awaitKinds(line.lines().size());
        }
        JsonNode preview = page.preview(choices(line));
        String rules = preview.path(framework.format()).asText();

        assertThat(preview.path("warnings")).as(rules).isEmpty();
        assertThat(preview.path("lines")).as(rules).hasSize(line.lines().size());
        JsonNode last = preview.path("lines").path(line.lines().size() - 1);
        assertThat(withoutTime(last.path("event"))).as(rules).isEqualTo(SandboxClient.JSON.readTree(line.expected));

        sandbox.reset();
        try (RunningApplication application = framework.start(sandbox, rules)) {
            line.lines().forEach(application::log);
        }
        JsonNode arrived = SandboxClient.JSON.readTree(
                sandbox.awaitEvents(1, Duration.ofMinutes(1)).get(0).json());
        assertThat(withoutTime(arrived)).as(rules).isEqualTo(SandboxClient.JSON.readTree(line.expected));
    }

    private JsonNode[] choices(Case line) {
        List<JsonNode> choices = new ArrayList<>();
        JsonNode first = kindOf(line.lines().get(0));
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
