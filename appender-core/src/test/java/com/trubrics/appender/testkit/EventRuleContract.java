package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.RuleStats;
import com.trubrics.appender.TrubricsClient;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Which lines event rules take, what becomes of them, and what is said about rules with mistakes. */
public abstract class EventRuleContract extends AppenderContract {

    private static final String ORDER_PLACED = """
            {"user_id":"u1","event":"Order Placed","properties":{"order_id":42},"timestamp":"NOW"}""";

    private AppenderConfig orders() {
        return config().rule(
                        "logger", "com.acme.shop",
                        "message", "Order {order_id} placed by {user_id}",
                        "event", "Order Placed");
    }

    @Test
    public void aTemplateKeepsTheTypesOfItsArguments() {
        log(orders(), info("Order {} placed by {}", 42, "u1")).isUserEvent(ORDER_PLACED);
    }

    @Test
    public void aFinishedTextIsCutAtTheFixedPieces() {
        log(orders(), info("Order 42 placed by u1")).isUserEvent("""
                        {"user_id":"u1","event":"Order Placed","properties":{"order_id":"42"},"timestamp":"NOW"}""");
    }

    @Test
    public void anotherTemplateWithTheSameTextMatchesByItsText() {
        log(orders(), info("Order {} placed {} {}", 42, "by", "u1")).isUserEvent("""
                        {"user_id":"u1","event":"Order Placed","properties":{"order_id":"42"},"timestamp":"NOW"}""");
    }

    @Test
    public void theWholeMessageMustMatch() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "[{ip}][{user_id}][Success]",
                                        "event", "Sign In"),
                        info("[10.0.0.1][admin][Success][Error]"),
                        info("before [10.0.0.1][admin][Success]"))
                .isNothing();
    }

    @Test
    public void otherLoggersAndLevelsAreLeftAlone() {
        log(
                        config().rule(
                                        "logger", "com.acme.shop, com.acme.audit",
                                        "level", "info, WARN",
                                        "event", "Seen",
                                        "fields", "user_id='u1'"),
                        info("a").from("com.acme.shopping"),
                        info("b").at(Level.DEBUG),
                        info("c").from("com.acme"),
                        info("d").at(Level.WARNING).from("com.acme.audit.Trail"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Seen","timestamp":"NOW"}""");
    }

    @Test
    public void bracesThatAreMeantAreNoPlaceholders() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "Set \\x7B\\x7D of {user_id}",
                                        "event", "Cleared"),
                        info("Set {} of {}", "u0", "u2"),
                        info("Set {} of {}", "{}", "u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Cleared","timestamp":"NOW"}""");
    }

    @Test
    public void theRootLoggerIsCalledRoot() {
        log(
                        config().option("loggers", "ROOT")
                                .rule("logger", "ROOT", "message", "{user_id} came", "event", "Sign In"),
                        info("u0 came"),
                        info("u1 came").from(LogLine.ROOT))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign In","timestamp":"NOW"}""");
    }

    @Test
    public void aMarkerAloneSelectsLinesOfAnyLogger() {
        log(
                        config().rule("marker", "AUDIT, SECURITY", "message", "{user_id} came", "event", "Sign In"),
                        info("u0 came"),
                        info("u1 came").marked("AUDIT").from("org.other"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign In","timestamp":"NOW"}""");
    }

    @Test
    public void aTrailingExceptionIsNeverAnArgument() {
        String expected = """
                {"user_id":"u1","event":"Failed","properties":{"class":"java.lang.IllegalStateException","why":"no stock"},\
                "timestamp":"NOW"}""";
        AppenderConfig config = config().rule(
                        "logger", LogLine.LOGGER,
                        "message", "Order of {user_id} failed: {reason}",
                        "fields", "user_id, reason, class=exception, why=exception_message",
                        "event", "Failed");

        log(config, info("Order of {} failed: {}", "u1", new IllegalStateException("no stock")))
                .isUserEvent(expected);
    }

    @Test
    public void anExceptionBehindThePlaceholdersIsReadAlike() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "Order of {user_id} failed",
                                        "fields", "user_id, arg0, arg1, class=exception",
                                        "event", "Failed"),
                        info("Order of {} failed", "u1", new IllegalStateException("no stock")))
                .isUserEvent("""
                        {"user_id":"u1","event":"Failed",\
                        "properties":{"arg0":"u1","class":"java.lang.IllegalStateException"},"timestamp":"NOW"}""");
    }

    @Test
    public void onlyTheLastOfTwoExceptionsIsNoArgument() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "Order of {user_id} failed: {first}",
                                        "fields", "user_id, first=first.message, last=exception_message",
                                        "event", "Failed"),
                        info(
                                "Order of {} failed: {}",
                                "u1",
                                new IllegalStateException("no stock"),
                                new IllegalStateException("not even there")))
                .isUserEvent("""
                        {"user_id":"u1","event":"Failed","properties":{"first":"no stock","last":"not even there"},\
                        "timestamp":"NOW"}""");
    }

    @Test
    public void everyLineHasWhatAPathCanBeginWith() {
        log(
                        config().rule(
                                        "logger",
                                        LogLine.LOGGER,
                                        "fields",
                                        "user_id=mdc.kb.user, a=arg0, m=message, t=template, lo=logger, le=level,"
                                                + " missing=mdc.none, other=arg7, source='a, b'",
                                        "event",
                                        "All"),
                        info("placed {}", 1).mdc("kb.user", "u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"All","properties":{"a":1,"le":"INFO","lo":"com.acme.shop.Checkout",\
                        "m":"placed 1","source":"a, b","t":"placed {}"},"timestamp":"NOW"}""");
    }

    @Test
    public void theCallsOwnFieldsAreReadWhereTheRuleNamesThem() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "fields", "plan=kv.plan, dotted=kv.a.b, inner=kv.order.id",
                                        "event", "Bought"),
                        info("bought")
                                .field("a.b", 1)
                                .field("order", Map.of("id", 7))
                                .field("plan", "pro")
                                .field("secret", "s")
                                .field("user_id", "u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Bought","properties":{"dotted":1,"inner":7,"plan":"pro"},\
                        "timestamp":"NOW"}""");
    }

    @Test
    public void numbersAreReadWhereTheRuleSaysSo() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "{a} {b} {c} {d}",
                                        "fields", "user_id='u1', a:number=a, b:number=b, c:number, d",
                                        "event", "Paid"),
                        info("12 19.90 many 7"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Paid","properties":{"a":12,"b":19.90,"c":"many","d":"7"},\
                        "timestamp":"NOW"}""");
    }

    @Test
    public void allConditionsMustHold() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "{user_id} {verb} {what}",
                                        "when", "verb=buys|rents, what!=test*, mdc.tenant!=, mdc.bot=",
                                        "event", "Deal {verb}"),
                        info("{} {} {}", "u1", "sells", "house").mdc("tenant", "t"),
                        info("{} {} {}", "u1", "buys", "testhouse").mdc("tenant", "t"),
                        info("{} {} {}", "u1", "buys", "house"),
                        info("{} {} {}", "u1", "buys", "house")
                                .mdc("tenant", "t")
                                .mdc("bot", "b"),
                        info("{} {} {}", "u1", "rents", "house").mdc("tenant", "t"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Deal rents","properties":{"verb":"rents","what":"house"},\
                        "timestamp":"NOW"}""");
    }

    @Test
    public void theFirstRuleThatMatchesIsApplied() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "{user_id} did {what}",
                                        "when", "what=nothing",
                                        "event", "First")
                                .rule("logger", "com.acme", "message", "{user_id} did {what}", "event", "Second")
                                .rule("logger", "com", "message", "{user_id} did {-}", "event", "Third"),
                        info("u1 did something"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Second","properties":{"what":"something"},"timestamp":"NOW"}""");
    }

    @Test
    public void escapesMeanWhatTheyCannotBeWrittenAs() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "\\s\\x7B\"type\":\"{type}\"\\x7D\\t{rest}\\n",
                                        "when", "type=a\\x2Cb|\\x2A",
                                        "fields", "user_id='it\\x27s me', type",
                                        "event", "Got \\x7B{type}\\x7D"),
                        info(" {\"type\":\"a,b\"}\tmore\n"),
                        info(" {\"type\":\"c\"}\tmore\n"))
                .isUserEvent("""
                        {"user_id":"it's me","event":"Got {a,b}","properties":{"type":"a,b"},"timestamp":"NOW"}""");
    }

    @Test
    public void aCallThatNamesAnEventIsMappedAsEver() {
        log(orders(), info("ignored by Log4j2").field("event", "Own").field("user_id", "u2"))
                .isUserEvent("""
                        {"user_id":"u2","event":"Own","timestamp":"NOW"}""");
    }

    @Test
    public void aRuleWinsOverAnEventInTheMdc() {
        log(orders(), info("Order {} placed by {}", 42, "u1").mdc("event", "Left Over"))
                .isUserEvent(ORDER_PLACED);
    }

    @Test
    public void aLineThatNoRuleTakesIsMappedAsEver() {
        log(orders(), info("Something else").mdc("event", "From MDC").mdc("user_id", "u2"))
                .isUserEvent("""
                        {"user_id":"u2","event":"From MDC","timestamp":"NOW"}""");
    }

    @Test
    public void theUserIsThatOfTheRuleThenOfTheMdcThenTheDefault() {
        AppenderConfig config = config().option("defaultUserId", "default")
                .option("userIdKey", "uid")
                .rule("logger", LogLine.LOGGER, "message", "by {user_id} now", "event", "E");
        String golden = "{\"user_id\":\"%s\",\"event\":\"E\",\"timestamp\":\"NOW\"}";

        Report report = log(
                config.option("flushBatchSize", "1").option("maxInFlight", "1"),
                info("by {} now", "rule").mdc("uid", "mdc"),
                info("by {} now", " ").mdc("uid", "mdc"),
                info("by {} now", "null"));

        assertThat(report.userEvents())
                .containsExactly(golden.formatted("rule"), golden.formatted("mdc"), golden.formatted("default"));
    }

    @Test
    public void aRulesPropertiesComeLastAndThoseOfTheConfigurationStay() {
        log(
                        orders().staticProperty("order_id", "static")
                                .staticProperty("app", "shop")
                                .option("includeMdc", "order_id,region"),
                        info("Order {} placed by {}", 42, "u1")
                                .mdc("order_id", "mdc")
                                .mdc("region", "eu")
                                .mdc("properties.tier", "gold")
                                .mdc("other", "o"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Order Placed",\
                        "properties":{"app":"shop","order_id":42,"region":"eu","tier":"gold"},"timestamp":"NOW"}""");
    }

    @Test
    public void theOptionLoggersHoldsForRulesToo() {
        Report report = log(orders().option("loggers", "com.acme.audit"), info("Order {} placed by {}", 42, "u1"));

        report.isNothing();
        report.warnsOnceAbout("Event rule 1 ('Order Placed')", "'loggers'");
    }

    @Test
    public void theTimeOfTheEventCanBeRead() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "{user_id} came at {timestamp}",
                                        "event", "Sign In"),
                        info("u1 came at 2026-05-06T07:08:09Z"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign In","timestamp":"2026-05-06T07:08:09.000Z"}""");
    }

    @Test
    public void aRuleCanMakeAnLlmEventAlone() {
        log(
                        config().rule(
                                        "logger",
                                        LogLine.LOGGER,
                                        "message",
                                        "{user_id} asked {prompt}, {assistant_id} said {generation} after {latency_ms} ms",
                                        "event",
                                        "Chat"),
                        info("{} asked {}, {} said {} after {} ms", "u1", "Why?", "gpt4o", "Because.", 1500))
                .isLlmEvent("""
                        {"user_id":"u1","prompt":"Why?","generation":"Because.","assistant_id":"gpt4o",\
                        "properties":{"event":"Chat"},"timestamp":"NOW","latency":1.5}""");
    }

    @Test
    public void langChain4jLogsTheRequestAndTheResponse() {
        String logger = "dev.langchain4j.http.client.log";
        AppenderConfig config = config().rule(
                        "logger", logger,
                        "message", "HTTP request:\\n- method: {-}\\n- url: {url}\\n- headers: {-}\\n- body: {body}\\n",
                        "when", "url=*/chat/completions",
                        "fields", "prompt=body.messages[-1].content, assistant_id=body.model",
                        "pair", "chat")
                .rule(
                        "logger", logger,
                        "message", "HTTP response:\\n- status code: {status}\\n- headers: {-}\\n- body: {body}\\n",
                        "when", "status=200",
                        "fields", "generation=body.choices[0].message.content, seconds=elapsed",
                        "pair", "chat");
        String request = "HTTP request:\n- method: {}\n- url: {}\n- headers: {}\n- body: {}\n";

        Report report = log(
                config,
                info(request, "POST", "https://api/v1/embeddings", "[k: v]", "{\"input\":\"x\"}")
                        .from(logger),
                info(
                                request,
                                "POST",
                                "https://api/v1/chat/completions",
                                "[k: v]",
                                "{\"model\":\"gpt4o\",\"messages\":[{\"content\":\"a\"},{\"content\":\"Why?\"}]}")
                        .from(logger),
                info(
                                "HTTP response:\n- status code: {}\n- headers: {}\n- body: {}\n",
                                200,
                                "[k: v]",
                                "{\"choices\":[{\"message\":{\"content\":\"Because.\"}}]}")
                        .from(logger)
                        .mdc("user_id", "u1"));

        assertThat(report.llmEvents())
                .singleElement()
                .asString()
                .satisfies(event -> assertThat(event.replaceFirst("\"seconds\":[0-9.E-]+", "\"seconds\":S"))
                        .isEqualTo("""
                        {"user_id":"u1","prompt":"Why?","generation":"Because.","assistant_id":"gpt4o",\
                        "properties":{"seconds":S},"timestamp":"NOW"}"""));
        assertThat(report.userEvents()).isEmpty();
    }

    @Test
    public void aPairByAValueMayCrossThreadsAndTheOpenerMayBeAnEventToo() {
        AppenderConfig config = config().option("flushBatchSize", "1")
                .option("maxInFlight", "1")
                .rule(
                        "logger", LogLine.LOGGER,
                        "message", "{user_id} starts {job} of {kind}",
                        "fields", "user_id, kind",
                        "event", "Started",
                        "pair", "job {job}")
                .rule(
                        "logger",
                        LogLine.LOGGER,
                        "message",
                        "{id} done",
                        "event",
                        "Done",
                        "fields",
                        "ok='yes'",
                        "pair",
                        "job {id}");

        Report report = run(config, logging -> {
            logging.log(info("u1 starts j1 of big"));
            inAnotherThread(() -> logging.log(info("j2 done")));
            inAnotherThread(() -> logging.log(info("j1 done")));
            logging.log(info("j1 done"));
        });

        assertThat(report.userEvents()).containsExactly("""
                {"user_id":"u1","event":"Started","properties":{"kind":"big"},"timestamp":"NOW"}""", """
                {"user_id":"u1","event":"Done","properties":{"kind":"big","ok":"yes"},"timestamp":"NOW"}""");
    }

    @Test
    public void aPairWithoutAValueStaysOnItsThread() {
        AppenderConfig config = config().rule("logger", LogLine.LOGGER, "message", "ask {prompt}", "pair", "chat")
                .rule("logger", LogLine.LOGGER, "message", "{user_id} got {generation}", "pair", "chat");

        Report report = run(config, logging -> {
            logging.log(info("ask first"));
            logging.log(info("ask second"));
            inAnotherThread(() -> logging.log(info("u2 got nothing")));
            logging.log(info("u1 got it"));
        });

        report.isLlmEvent("""
                {"user_id":"u1","prompt":"second","generation":"it","timestamp":"NOW"}""");
    }

    private static void inAnotherThread(Runnable action) {
        Thread thread = new Thread(action, "another-thread");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void oneRuleNamesAtMostTwoHundredEvents() {
        Report report = run(
                config().option("reportTo", "status")
                        .rule(
                                "logger",
                                LogLine.LOGGER,
                                "message",
                                "{user_id} did {what}",
                                "fields",
                                "user_id",
                                "event",
                                "Did {what}"),
                logging -> {
                    for (int i = 0; i < 250; i++) {
                        logging.log(info("u did thing-" + i));
                    }
                    logging.log(info("u did thing-7"));
                });

        assertThat(report.userEvents()).hasSize(201);
        report.warnsOnceAbout("Event rule 1 ('Did {what}')", "'Did thing-200'");
    }

    @Test
    public void aUserThatIsAJsonObjectIsRefusedInWordsOfTheUser() {
        Report report = log(
                config().option("defaultUserId", "u1")
                        .rule(
                                "logger",
                                LogLine.LOGGER,
                                "message",
                                "{json}",
                                "fields",
                                "user_id=json.user",
                                "event",
                                "Sign In"),
                info("{\"user\":{\"id\":1}}"));

        report.isUserEvent("""
                {"user_id":"u1","event":"Sign In","timestamp":"NOW"}""");
        report.warnsOnceAbout("'user_id' (a JSON object)");
    }

    @Test
    public void aRuleThatNamesNoUserIsCountedAndWarnedAbout() {
        Report report = log(
                config().rule("logger", LogLine.LOGGER, "message", "{who} came", "event", "Sign In"),
                info("somebody came"));

        report.isNothing();
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("names no user"));
    }

    @Test
    public void aMistakeCostsItsRuleOnly() {
        List<String[]> mistakes = List.of(
                new String[] {"message", "a {x}", "event", "E"},
                new String[] {"logger", "com.acme"},
                new String[] {"logger", "com.acme", "message", "a {x} {x}", "event", "E"},
                new String[] {"logger", "com.acme", "message", "a {x y}", "event", "E"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "{y}"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "fields", "y"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", "y=1"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", "x"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "fields", "a:integer=x"},
                new String[] {"logger", "com.acme", "message", "a \\q", "event", "E"},
                new String[] {"logger", "com.acme", "message", "a ${missing}", "event", "E"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "fields", ""},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", " "},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "level", "null"},
                new String[] {"logger", "com.acme", "message", "", "event", "E", "fields", "user_id='u'"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "fields", ","},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", ", ,"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", "x==b"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", "x='b'"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", "x!=b and level=INFO"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "when", "x!=^c.*$"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "fields", "n=x:number"},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "fields", "n=\"x\""},
                new String[] {"logger", "com.acme", "message", "a {x}", "event", "E", "level", ">=INFO"},
                new String[] {"marker", "AUDIT*", "message", "a {x}", "event", "E"},
                new String[] {"logger", "com.acme", "event", "E", "message.x", "a {x}"},
                new String[] {"logger", "com.acme.*", "event", "E"});
        for (String[] mistake : mistakes) {
            AppenderConfig config =
                    config().rule(mistake).rule("logger", "com.acme", "message", "Bye {user_id}", "event", "Bye");
            LoggingSystem logging = configure(config);
            try (logging) {
                logging.log(info("a b c"));
            }
            assertThat(logging.warnings())
                    .as(String.join(" ", mistake))
                    .anyMatch(warning ->
                            warning.contains("Event rule 1") && warning.contains("this rule is not applied"));
            assertThat(logging.errors()).isEmpty();
        }
        log(
                        config().rule(mistakes.get(0))
                                .rule("logger", "com.acme", "message", "Bye {user_id}", "event", "Bye"),
                        info("Bye u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Bye","timestamp":"NOW"}""");
    }

    @Test
    public void aMisspeltOptionOfARuleIsGuessed() {
        LoggingSystem logging = configure(config().rule("logger", "com.acme", "event", "Fine")
                .rule("logger", "com.acme.shop", "wehn", "level=INFO", "event", "Never"));
        try (logging) {
            logging.log(info("x"));
        }
        assertThat(logging.warnings())
                .anyMatch(warning ->
                        warning.contains("Event rule 2 ('Never')") && warning.contains("did you mean 'when'?"));
        assertThat(logging.errors()).isEmpty();
    }

    @Test
    public void doubtsAreToldWithThePosition() {
        LoggingSystem logging =
                configure(config().rule("logger", "com.acme", "message", "a {x}", "event", "E", "fields", "user_id=x")
                        .rule("logger", "com.acme.shop", "message", "a {x} b {y}", "event", "Hidden", "level", "INFO")
                        .rule("logger", "com.acme", "message", "{a}{b}", "event", "Beside", "when", "a=1")
                        .rule("logger", "com.acme", "message", "p {prompt}", "pair", "lonely", "when", "prompt=1"));
        logging.close();
        assertThat(logging.warnings())
                .anyMatch(warning -> warning.contains("Event rule 2 ('Hidden') never applies: rule 1"))
                .anyMatch(warning -> warning.contains("Event rule 3 ('Beside') has two adjacent names"))
                .anyMatch(warning -> warning.contains("Event rule 4 is the only rule of its 'pair' 'lonely'"));
    }

    @Test
    public void whatLooksLikeAnotherLanguageIsTold() {
        LoggingSystem logging = configure(config().rule("logger", "com.acme.a", "message", "a (.*) b", "event", "E")
                .rule("logger", "com.acme.b", "message", "a %s b", "event", "E")
                .rule("logger", "com.acme.c", "message", "{a}", "event", "E", "when", "a=^x.*$")
                .rule("logger", "com.acme.d", "message", "{a}", "event", "E", "when", "a=1 and level=INFO")
                .rule("logger", "root", "message", "{a}", "event", "E")
                .rule(
                        "logger",
                        "com.acme.f",
                        "message",
                        "{a} 100%done",
                        "event",
                        "E",
                        "when",
                        "a=*.txt|report.*|POST /x?y=1, a!=POST /x?y=1")
                .rule("logger", "com.acme.g", "message", "{a}", "event", "E", "fields", "user_id=a, Plan Name='pro'")
                .rule("logger", "com.acme.h", "message", "{a}", "event", "E", "fields", "a; n=a")
                .rule("logger", "com.acme.i", "message", "{user_id}", "event", "E", "fields", "user_id n=user_id"));
        logging.close();
        assertThat(logging.warnings())
                .anyMatch(warning -> warning.contains("Event rule 1 ('E') has '(.*)' in 'message'"))
                .anyMatch(warning -> warning.contains("Event rule 2 ('E') has '%s' in 'message'"))
                .anyMatch(warning -> warning.contains("Event rule 3 ('E') has 'a=^x.*$' in 'when'"))
                .anyMatch(warning -> warning.contains("Event rule 4 ('E') has 'a=1 and level=INFO' in 'when'"))
                .anyMatch(warning -> warning.contains("Event rule 5 ('E') names the logger 'root'"))
                .noneMatch(warning -> warning.contains("Event rule 6"))
                .noneMatch(warning -> warning.contains("Event rule 7"))
                .anyMatch(warning -> warning.contains("Event rule 8 ('E') has 'a; n' in 'fields'"))
                .anyMatch(warning -> warning.contains("Event rule 9 ('E') has 'user_id n' in 'fields'"));
    }

    @Test
    public void aPairWithNothingToSendIsTold() {
        LoggingSystem logging =
                configure(config().rule("logger", "com.acme", "message", "ask {prompt}", "pair", "chat {mdc.id}")
                        .rule("logger", "com.acme", "message", "got {answer}", "pair", "chat {mdc.id}")
                        .rule("logger", "com.acme", "message", "start {x}", "event", "Start", "pair", "job")
                        .rule("logger", "com.acme", "message", "end {y}", "pair", "job")
                        .rule("logger", "com.acme", "message", "q {prompt}", "pair", "fine")
                        .rule("logger", "com.acme", "message", "a {generation}", "pair", "fine"));
        logging.close();
        assertThat(logging.warnings())
                .hasSize(2)
                .anyMatch(warning ->
                        warning.contains("Event rule 2 closes the 'pair' 'chat {}', but there is nothing to send"))
                .anyMatch(warning -> warning.contains("Event rule 4 closes the 'pair' 'job'"));
    }

    @Test
    public void anEscapedBlankMayBePartOfALoggersName() {
        log(
                        config().rule("logger", "Access\\sLog", "message", "{user_id} came", "event", "Sign In"),
                        info("u1 came").from("Access Log"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign In","timestamp":"NOW"}""");
    }

    @Test
    public void aFormGivesTheValueThatIsNamedAndNoOther() {
        log(
                        config().rule(
                                        "logger", LogLine.LOGGER,
                                        "message", "POST {path} {form}",
                                        "when", "path=/login",
                                        "fields", "user_id=form.username",
                                        "event", "Sign In"),
                        info("POST /login username=bob&password=secret&card%5Bno%5D=4111"))
                .isUserEvent("""
                        {"user_id":"bob","event":"Sign In","timestamp":"NOW"}""");
    }

    @Test
    public void theStatisticsShowEachRule() {
        Report unused = log(
                orders().rule("logger", "com.acme.never", "event", "Never", "fields", "user_id='u'"),
                info("Order {} placed by {}", 42, "u1"),
                info("Order {} placed by {}", 43, "u1"),
                info("else"));

        List<RuleStats> rules = TrubricsClient.allStats().stream()
                .filter(stats -> stats.destination().contains(server().host()))
                .flatMap(stats -> stats.rules().stream())
                .toList();
        assertThat(rules)
                .extracting(RuleStats::appender, RuleStats::position, RuleStats::event, RuleStats::matched)
                .containsExactly(
                        Tuple.tuple("TRUBRICS", 1, "Order Placed", 2L), Tuple.tuple("TRUBRICS", 2, "Never", 0L));
    }
}
