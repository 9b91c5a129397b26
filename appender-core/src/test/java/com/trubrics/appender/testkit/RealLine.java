package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;

import java.lang.System.Logger.Level;
import java.math.BigDecimal;

/**
 * Log lines of public applications, written long before anyone thought of analytics. {@link RealLineContract} turns them
 * into events with rules written by hand, and the tests of discovery with the rules that the sandbox proposes.
 */
public enum RealLine {
    JHIPSTER_SAVES_A_BANK_ACCOUNT(info("REST request to save BankAccount : {}", new BankAccount())
            .at(Level.DEBUG)
            .from("io.github.jhipster.sample.web.rest.BankAccountResource")),
    JHIPSTER_LOGS_THE_TEXT_OF_AN_ARGUMENT(info(
                    "Enter: {}() with argument[s] = {}",
                    "registerAccount",
                    "[ManagedUserVM{AdminUserDTO{login='bob', firstName='Bob', lastName='O'Neil',"
                            + " email='bob@example.org', imageUrl='null', activated=false, langKey='en',"
                            + " authorities=[]}} ]")
            .at(Level.DEBUG)
            .from("io.github.jhipster.sample.web.rest.AccountResource")),
    MALL_LOGS_JSON(info("""
                                        {"description":"会员登录","startTime":1764400000000,"spendTime":37,\
                                        "basePath":"http://localhost:8085","uri":"/sso/login",\
                                        "url":"http://localhost:8085/sso/login","method":"POST","ip":"127.0.0.1",\
                                        "parameter":[{"username":"test"},{"password":"123456"}],\
                                        "result":{"code":200,"message":"操作成功",\
                                        "data":{"tokenHead":"Bearer ","token":"eyJhbGciOi"}}}""").from("com.macro.mall.common.log.WebLogAspect").marked("LS_APPEND_ENTRIES")),
    RUOYI_LOGS_BRACKETS_IN_A_FINISHED_TEXT(
            info("[127.0.0.1]内网IP[newbie][Register][注册成功]").from("sys-user")),
    THINGSBOARD_LOGS_IDS(info(
                    "[{}][{}][{}][{}] Session established from address: {}",
                    new Id("13814000-1dd2-11b2-8080-808080808080"),
                    new Id("784f394c-42b6-435a-983c-b7beff2784f9"),
                    "7a1",
                    "s-9",
                    "/127.0.0.1:5555")
            .from("org.thingsboard.server.controller.plugin.TbWebSocketHandler")),
    DEPENDENCY_TRACK_MARKS_A_SIGN_IN(
            info("Successful user login / username: jane / IP Address: 10.0.0.7 / User Agent: Mozilla/5.0"
                            + " (X11; Linux x86_64)")
                    .from("org.dependencytrack.resources.v1.UserResource")
                    .marked("SECURITY_SUCCESS")),
    DEPENDENCY_TRACK_CREATES_A_PROJECT(info("Project {} created by {}", new Project(), "jane")
            .from("org.dependencytrack.resources.v1.ProjectResource")
            .mdc("principal", "jane")
            .mdc("projectUuid", "2ad52f53-85ae-408a-9879-32a7e59dd03d")
            .mdc("projectName", "shop")
            .mdc("requestId", "r-1")),
    DEPENDENCY_TRACK_TAKES_A_BOM_WITH_ALL_ELSE_IN_THE_MDC(info("BOM upload accepted")
            .from("org.dependencytrack.resources.v1.BomResource")
            .marked("SECURITY_AUDIT")
            .mdc("principal", "ci-bot")
            .mdc("projectUuid", "2ad52f53-85ae-408a-9879-32a7e59dd03d")
            .mdc("projectName", "shop")
            .mdc("projectVersion", "1.2")
            .mdc("bomUploadToken", "tok-1")
            .mdc("requestUri", "/api/v1/bom")),
    KILL_BILL_HAS_BLANKS_AROUND_ITS_SIGNS(info("Cancel Entitlement:  id = '11111111-85ae-408a-9879-32a7e59dd03d',"
                    + " entDate='2026-12-01', entPolicy='IMMEDIATE'")
            .from("org.killbill.billing.entitlement.api.DefaultEntitlement")
            .mdc("kb.accountRecordId", "42")),
    OPENMRS_LOGS_ITS_USER(
            info("Authenticated as: {}", new User()).at(Level.DEBUG).from("org.openmrs.api.context.UserContext")),
    JAMES_HAS_AN_AUDIT_TRAIL(info("SMTP Authentication succeeded.")
            .from("org.apache.james.util.AuditTrail")
            .mdc("username", "bob@d.tld")
            .mdc("remoteIP", "10.0.0.1")
            .mdc("protocol", "SMTP")
            .mdc("action", "AUTH")
            .mdc("authType", "PLAIN")),
    NACOS_PUBLISHES_A_CONFIGURATION(info(
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
    A_LANGCHAIN4J_APPLICATION_COUNTS_TOKENS(info("User {} increased token consumption: {}", "moyz", 1280)
            .from("com.moyz.adi.common.service.UserDayCostService")),
    RUOYI_PLUS_LOGS_A_CHAT_REQUEST(info("[PLUS]开始请求 => URL[{}],参数类型[json],参数:[{}]", "POST /chat/send", """
                                        {"model":"deepseek","sessionId":"77",\
                                        "messages":[{"role":"user","content":"Hello"}]}""")
            .from("org.ruoyi.common.web.interceptor.PlusWebInvokeTimeInterceptor")),
    SPRING_AI_LOGS_THE_GENERATION_BEFORE_THE_PROMPT(
            info("Chat Model Completion:\n[\"An analytics platform.\"]")
                    .from("org.springframework.ai.chat.observation.ChatModelCompletionObservationHandler")
                    .mdc("user_id", "u-42"),
            info("Chat Model Prompt Content:\n[\"What is\nTrubrics?\"]")
                    .from("org.springframework.ai.chat.observation.ChatModelPromptContentObservationHandler")
                    .mdc("user_id", "u-42"));

    @SuppressWarnings("ImmutableEnumChecker") // Never changed: callers get copies.
    private final LogLine[] lines;

    RealLine(LogLine... lines) {
        this.lines = lines;
    }

    /** What one use of the application logs: one line, or the two lines of an exchange with a model. */
    public LogLine[] lines() {
        return lines.clone();
    }

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
}
