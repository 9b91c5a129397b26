package com.trubrics.sandbox.tests;

import static com.trubrics.sandbox.tests.Browser.Keys.DOWN;
import static com.trubrics.sandbox.tests.Browser.Keys.END;
import static com.trubrics.sandbox.tests.Browser.Keys.ESCAPE;
import static com.trubrics.sandbox.tests.Browser.Keys.UP;
import static com.trubrics.sandbox.tests.Browser.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import com.trubrics.sandbox.ServerAnswer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page in a real browser. */
@WithBrowser
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PageTest {
    private static final List<String> VIEWS =
            List.of("events", "users", "conversations", "counts", "refused", "server", "discover");

    private static Browser browser;

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort());
    private final Api api = new Api(sandbox.host());

    /** What one would look at first, when a test has failed. */
    @RegisterExtension
    final AfterTestExecutionCallback pictures = context -> context.getExecutionException()
            .ifPresent(failure -> browser.screenshot(Path.of(
                    "target", "screenshots", context.getRequiredTestMethod().getName() + ".png")));

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        browser.resize(1280, 800);
        browser.prefer("light");
        browser.complaints();
        show("");
    }

    @AfterEach
    void stopAndExpectNoComplaints() {
        List<String> complaints = browser.complaints();
        leave();
        sandbox.close();
        assertThat(complaints).isEmpty();
    }

    private void show(String address) {
        browser.open(URI.create(sandbox.host() + "/" + address));
        waiting().until(() -> browser.text("#connection").equals("Live"));
    }

    /** Before its sandbox ends: a page that is still open may complain that the stream of events broke off. */
    private static void leave() {
        browser.open(URI.create("about:blank"));
    }

    private static void turnTo(String view) {
        browser.click("#tab-" + view);
        waiting()
                .until(() -> browser.run("return !document.getElementById(arguments[0]).hidden", "view-" + view)
                        .asBoolean());
    }

    private static List<String> names() {
        return browser.texts(".view:not([hidden]) .row .event-name");
    }

    private static void awaitNames(String... names) {
        waiting().untilAsserted(() -> assertThat(names()).containsExactly(names));
    }

    static List<Function<URI, Application>> frameworks() {
        return List.of(Application::onLogback, Application::onLog4j2);
    }

    @Test
    void emptyItSaysWhatToPutWhere() {
        waiting()
                .untilAsserted(() -> assertThat(browser.text(".start"))
                        .contains("No event has arrived yet", "TRUBRICS_HOST=" + sandbox.host()));
        browser.click(".start button:nth-child(3)");
        assertThat(browser.text(".start pre")).contains("<host>" + sandbox.host() + "</host>");
        browser.click(".start button:nth-child(6)");
        assertThat(browser.text(".start pre")).contains("curl " + sandbox.host() + "/publish_events");
    }

    @ParameterizedTest
    @CsvSource({"Logback, 3", "Log4j2, 4"})
    void whatItProposesForAConfigurationWorks(String framework, int way) {
        browser.click(".start button:nth-child(" + way + ")");
        String appender = browser.text(".start pre");
        try (Application application =
                framework.equals("Logback") ? Application.onLogback(appender) : Application.onLog4j2(appender)) {
            application.log("u-42", "Sign Up", Map.of());
            awaitNames("Sign Up");
        }
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void eventsAppearAsTheyAreLogged(Function<URI, Application> framework) {
        try (Application application = framework.apply(sandbox.host())) {
            application.log("u-42", "Sign Up", Map.of("plan", "pro"));
            awaitNames("Sign Up");
            application.log("u-42", "Upgrade", Map.of());
            awaitNames("Upgrade", "Sign Up");
        }
        browser.click(".row:nth-child(2)");
        waiting().until(() -> browser.text(".pane h2").equals("Sign Up"));
        assertThat(browser.text(".pane")).contains("u-42", "plan", "pro", "\"event\": \"Sign Up\"");
    }

    @ParameterizedTest
    @CsvSource({
        "[data-name=text], blue shoes, 'Search'",
        "[data-name=text], SHOES, 'Search,Order'",
        "[data-name=user], u-2, 'Prompt,Order'",
        "[data-name=name], order, 'Order'",
        "[data-name=name], generation, 'Prompt'",
        "[data-name=text], a\\b, 'Order'",
        "[data-name=text], '\"item\":\"red', 'Order'",
    })
    void filtersShowWhatMatches(String field, String text, String shown) {
        api.user("u-1", "Search", Instant.now(), "{\"$text\":\"blue shoes\"}");
        api.user("u-2", "Order", Instant.now(), "{\"item\":\"red shoes\",\"sku\":\"a\\\\b\"}");
        api.llm("u-2", "t-1", "How much?", "Nothing.", Instant.now());
        awaitNames("Prompt", "Order", "Search");

        browser.fill(field, text);
        String[] names = shown.split(",");
        waiting().untilAsserted(() -> assertThat(names()).containsExactlyInAnyOrder(names));
        assertThat(browser.text(".view:not([hidden]) .found")).isEqualTo(names.length + " of 3 events");

        // What comes later has to match as well.
        api.user("u-3", "Other", Instant.now(), "{}");
        waiting().until(() -> browser.text(".view:not([hidden]) .found").endsWith("of 4 events"));
        assertThat(names()).containsExactlyInAnyOrder(names);
    }

    @Test
    void theKindIsAFilterAndAllCanBeCleared() {
        api.user("u-1", "Search", Instant.now(), "{}");
        api.llm("u-2", "t-1", "How much?", "Nothing.", Instant.now());
        browser.click("[data-kind=llm]");
        awaitNames("Prompt");
        browser.click("[data-kind=user]");
        awaitNames("Search");
        browser.fill("[data-name=user]", "nobody");
        waiting().until(() -> browser.text(".nothing").contains("No event matches the filter."));
        browser.click(".nothing button");
        awaitNames("Prompt", "Search");
    }

    @Test
    void sessionsAreDividedByThirtyMinutes() {
        Instant now = Instant.now();
        api.user("u-42", "Login", now.minus(Duration.ofMinutes(100)), "{}");
        api.user("u-42", "Search", now.minus(Duration.ofMinutes(71)), "{}");
        api.user("u-42", "Order", now.minus(Duration.ofMinutes(41)), "{}");
        api.user("u-7", "Login", now.minus(Duration.ofMinutes(200)), "{}");
        turnTo("users");

        awaitNames("u-42", "u-7");
        // The stream of events may be behind the list of users.
        waiting()
                .untilAsserted(() -> assertThat(browser.texts(".session"))
                        .satisfiesExactly(
                                second -> assertThat(second)
                                        .contains("Session 2", "1 event", "Order")
                                        .doesNotContain("Search"),
                                first -> assertThat(first).contains("Session 1", "2 events", "Login", "Search")));
        assertThat(browser.texts(".gap")).containsExactly("30 min without an event");

        browser.click(".session .step");
        waiting().until(() -> browser.text(".view:not([hidden]) .pane h2").equals("Order"));
    }

    @Test
    void conversationsReadAsTheyWereSaid() {
        Instant now = Instant.now();
        api.llm("u-42", "t-1", "And why?", "Because.", now);
        api.llm("u-42", "t-1", "How much?", "Nothing.", now.minusSeconds(60));
        api.user("u-42", "Thumbs Up", now.plusSeconds(5), "{\"$thread_id\":\"t-1\"}");
        api.user("u-42", "User prompt", now.plusSeconds(10), "{\"$thread_id\":\"t-1\",\"$text\":\"Thank you\"}");
        api.llm("u-7", "t-2", "Hello?", "Hello.", now.minusSeconds(600));
        turnTo("conversations");

        awaitNames("How much?", "Hello?");
        waiting()
                .untilAsserted(() -> assertThat(browser.texts(".bubble .text"))
                        .containsExactly("How much?", "Nothing.", "And why?", "Because.", "Thank you"));
        assertThat(browser.texts(".bubble.asks h4")).allMatch(who -> who.startsWith("u-42"));
        assertThat(browser.texts(".bubble.answers h4")).allMatch(who -> who.startsWith("gpt-4o"));
        assertThat(browser.text(".aside")).startsWith("Thumbs Up");

        // What is said next appears below.
        api.llm("u-42", "t-1", "Bye", "Bye.", now.plusSeconds(60));
        waiting().until(() -> browser.count(".bubble") == 7);
    }

    @Test
    void aRefusedRequestShowsItsReason() {
        api.post("publish_events", "[{\"user_id\":\"u-42\",\"event\":\"Sign Up\"}]");
        waiting().until(() -> browser.text("#tab-refused .badge").equals("1"));
        turnTo("refused");
        browser.click("#view-refused .row");
        waiting()
                .until(() -> browser.text("#view-refused .reasons")
                        .equals("Event 1. timestamp is missing. It must be a"
                                + " date and time with a zone, such as \"2026-01-31T12:00:00.000Z\"."));
        assertThat(browser.text("#view-refused .pane")).contains("422", "/publish_events", "\"event\": \"Sign Up\"");
    }

    /** Browsers that cannot keep them round: this one can. */
    @Test
    void numbersAreShownAsTheyWereSent() {
        api.user(
                "u-1",
                "Order",
                Instant.now(),
                "{\"id\":1234567890123456789,\"total\":100.50,\"huge\":1E+400,\"n\":[2.0]}");
        awaitNames("Order");
        browser.press(DOWN);
        waiting().until(() -> browser.text(".pane h2").equals("Order"));
        assertThat(browser.text(".pane .properties")).contains("1234567890123456789", "100.50", "1E+400", "[2.0]");
        assertThat(browser.texts(".pane .properties .type")).containsExactly("number", "number", "number", "list");
        assertThat(browser.text(".pane .json")).contains("\"id\": 1234567890123456789", "100.50", "1E+400");
        browser.fill("[data-name=text]", "100.50");
        awaitNames("Order");
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void aSwitchTakesEffectAndTheAppenderRecovers(Function<URI, Application> framework) {
        show("#server");
        browser.click("[data-answer='503'] input[type=radio]");
        waiting().until(() -> browser.text("#answering").equals("Answers 503"));
        try (Application application = framework.apply(sandbox.host())) {
            application.log("u-42", "Sign Up", Map.of());
            waiting().until(() -> !browser.text("#tab-refused .badge").isEmpty());
            assertThat(browser.text("#tab-events .badge")).isEmpty();

            browser.click("[data-answer=ok] input[type=radio]");
            waiting().until(() -> browser.text("#tab-events .badge").equals("1"));
        }
        // The event may be shown before the page has read the answer to its own request.
        waiting().until(() -> browser.text("#answering").isEmpty());
        turnTo("refused");
        waiting()
                .until(() -> browser.text("#view-refused")
                        .contains("The request is valid. The sandbox is set to answer 503."));
    }

    @Test
    void aSwitchForSomeRequestsEndsByItself() {
        show("#server");
        browser.fill("[aria-label='For how many requests']", "1");
        browser.click("[data-answer='429'] input[type=radio]");
        waiting().until(() -> browser.text("#answering").equals("Answers 429, 1 more"));
        assertThat(api.userStatus()).isEqualTo(429);
        waiting().until(() -> browser.text("#answering").isEmpty());
        assertThat(api.userStatus()).isEqualTo(200);
    }

    @Test
    void aSwitchThatCannotBeSaysWhy() {
        show("#server");
        browser.click("[data-answer=slow] input[type=radio]");
        waiting().until(() -> browser.text("#answering").equals("Answers after 5 s"));
        browser.fill("[data-answer=slow] input[type=number]", "999");
        browser.press("\t");
        waiting().until(() -> browser.text(".problem").contains("0 to 300"));
    }

    @Test
    void whatIsForgottenIsGoneFromTheOpenPage() {
        api.user("u-1", "Search", Instant.now(), "{}");
        awaitNames("Search");
        sandbox.reset();
        waiting().until(() -> browser.text(".start").contains("No event has arrived yet"));
        api.user("u-1", "Login", Instant.now(), "{}");
        awaitNames("Login");
    }

    @Test
    void anEventNamedLikeCodeIsHarmless() {
        String code = "<script>window.ran=1</script><img src=x onerror='window.ran=1'>";
        api.user(
                code,
                code,
                Instant.now(),
                "{\"" + code + "\":\"" + code + "\",\"$thread_id\":\"" + code + "\",\"$text\":\"" + code + "\"}");
        api.llm(code, code, code, code, Instant.now());
        api.post("publish_events", "[{\"" + code + "\":1}]");
        awaitNames("Prompt", code);
        for (String view : VIEWS) {
            turnTo(view);
            if (browser.count(".view:not([hidden]) .row") > 0) {
                browser.click(".view:not([hidden]) .row");
                waiting().until(() -> browser.text(".view:not([hidden]) .pane").contains(code));
            }
        }
        assertThat(browser.run(
                                "return window.ran === undefined && document.querySelectorAll('main script, main img').length === 0")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theBeginningOfALongTextIsShownUntilSomebodyAsksForAllOfIt() {
        String prompt = "word ".repeat(20_000);
        for (int i = 0; i < 20; i++) {
            api.llm("u-1", "t-1", i + " " + prompt, "Short.", Instant.now());
        }
        waiting().until(() -> browser.text("#tab-events .badge").equals("20"));
        for (String view : List.of("events", "users", "conversations")) {
            turnTo(view);
            waiting().until(() -> browser.count(".view:not([hidden]) .row") > 0);
            assertThat(browser.run("return document.querySelector('.view:not([hidden])').textContent.length")
                            .asInt())
                    .as(view)
                    .isLessThan(200_000);
        }

        waiting().until(() -> browser.texts(".long button").size() == 20);
        browser.click(".long button");
        waiting().until(() -> browser.texts(".long button").size() == 19);
        assertThat(browser.text(".bubble .text")).hasSizeGreaterThan(99_000);
    }

    @Test
    void anAddressThatIsNoneIsHarmless() {
        api.user("u-1", "Search", Instant.now(), "{}");
        for (String address : List.of("#events/%", "#nowhere/%E0", "#%/%")) {
            turnTo("server");
            browser.run("window.location.hash = arguments[0]", address);
            awaitNames("Search");
        }
    }

    @Test
    void theKeyOfTheSandboxIsNowhereOnThePage() {
        String key = "sk-very-secret";
        try (SandboxServer locked =
                SandboxServer.start(SandboxOptions.onFreePort().withApiKey(key))) {
            browser.open(URI.create(locked.host() + "/"));
            waiting().until(() -> browser.text("#connection").equals("Live"));
            waiting().until(() -> browser.count(".view:not([hidden]) .start") == 1);
            for (int way = 1; way <= 6; way++) {
                browser.click(".start button:nth-child(" + way + ")");
                assertThat(browser.text(".start pre"))
                        .contains("the-key-given-with-api-key")
                        .doesNotContain("anything");
            }
            assertThat(browser.text(".start")).contains("--api-key");
            for (String view : VIEWS) {
                turnTo(view);
            }
            waiting().until(() -> browser.count("#view-discover .start") == 1);
            assertThat(browser.run("return document.documentElement.textContent")
                            .asText())
                    .contains("-Dtrubrics.apiKey=the-key-given-with-api-key", "apiKey=the-key-given-with-api-key")
                    .doesNotContain(key, "anything");
            leave();
        }
    }

    @Test
    void anOpenPageGoesOnWithTheSandboxThatIsStartedNext() {
        api.user("u-1", "Before", Instant.now(), "{}");
        awaitNames("Before");
        sandbox.answer(ServerAnswer.refuse(503));
        waiting().until(() -> browser.text("#answering").equals("Answers 503"));
        sandbox.close();
        waiting().until(() -> browser.text("#connection").equals("Not connected"));

        try (SandboxServer next =
                SandboxServer.start(SandboxOptions.onFreePort().withPort(sandbox.port()))) {
            waiting().until(() -> browser.text("#connection").equals("Live"));
            waiting().until(() -> browser.text(".start").contains("No event has arrived yet"));
            assertThat(browser.text("#answering")).isEmpty();
            new Api(next.host()).user("u-1", "After", Instant.now(), "{}");
            awaitNames("After");
            leave();
        }
        // The browser complains that nobody was there meanwhile.
        assertThat(browser.complaints())
                .allMatch(complaint -> complaint.contains("ERR_CONNECTION_REFUSED")
                        || complaint.contains("ERR_INCOMPLETE_CHUNKED_ENCODING"));
    }

    @Test
    void twoPagesShowTheSame() {
        try (Browser second = Browser.start()) {
            second.open(sandbox.host());
            api.user("u-1", "Search", Instant.now(), "{}");
            awaitNames("Search");
            waiting().until(() -> second.text("#tab-events .badge").equals("1"));
            show("#server");
            browser.click("[data-answer='503'] input[type=radio]");
            waiting().until(() -> second.text("#answering").equals("Answers 503"));
        }
    }

    @Test
    void theKeyboardIsEnough() {
        api.user("u-1", "First", Instant.now(), "{}");
        api.user("u-2", "Second", Instant.now(), "{}");
        awaitNames("Second", "First");

        browser.press(DOWN);
        waiting().until(() -> browser.text(".pane h2").equals("Second"));
        browser.press(DOWN);
        waiting().until(() -> browser.text(".pane h2").equals("First"));
        browser.press(UP);
        waiting().until(() -> browser.text(".pane h2").equals("Second"));
        browser.press(ESCAPE);
        waiting().until(() -> browser.count(".pane") == 0);

        browser.press("/");
        browser.press("u");
        browser.press("-");
        browser.press("1");
        awaitNames("First");
        browser.press(DOWN);
        waiting().until(() -> browser.text(".pane h2").equals("First"));
        browser.press("/");
        browser.press(ESCAPE);
        awaitNames("Second", "First");
    }

    @Test
    void fiveThousandEventsAreAListThatDrawsWhatCanBeSeen() {
        api.many(5_000);
        waiting().until(() -> browser.text("#tab-events .badge").equals("5,000"));
        waiting().until(() -> !names().isEmpty());
        assertThat(browser.run("return document.querySelectorAll('.row').length")
                        .asInt())
                .isLessThan(80);

        browser.press(END);
        waiting().untilAsserted(() -> assertThat(names()).endsWith("Event 1"));
        assertThat(browser.run("return document.querySelectorAll('.row').length")
                        .asInt())
                .isLessThan(80);

        browser.fill("[data-name=name]", "event 4999");
        awaitNames("Event 4999");
    }

    @ParameterizedTest
    @CsvSource({"users, .step", "conversations, .bubble"})
    void aViewThatIsOpenedFirstShowsEventsThatArriveAfterItsList(String view, String part) {
        api.many(5_000);
        api.llm("u-llm", "t-1", "How much?", "Nothing.", Instant.now().plusSeconds(60));
        show("#" + view);
        waiting().until(() -> browser.count(".view:not([hidden]) " + part) > 0);
        waiting()
                .untilAsserted(() -> assertThat(browser.texts(".view:not([hidden]) .row"))
                        .first()
                        .asString()
                        .contains(view.equals("users") ? "u-llm" : "How much?"));
    }

    @Test
    void whatIsBeingReadStaysWhereItIsWhileMoreArrives() {
        api.many(200);
        waiting().until(() -> browser.text("#tab-events .badge").equals("200"));
        browser.press(END);
        waiting().untilAsserted(() -> assertThat(names()).endsWith("Event 1"));
        int before = topOf("Event 5");
        api.user("u-1", "New", Instant.now(), "{}");
        waiting().until(() -> browser.text(".newer").equals("1 newer ↑"));
        // The list scrolls at once, and moves its rows before the next frame: nobody sees what is between the two.
        waiting().untilAsserted(() -> assertThat(topOf("Event 5")).isEqualTo(before));
        browser.click(".newer");
        waiting().untilAsserted(() -> assertThat(names()).startsWith("New"));
    }

    private static int topOf(String event) {
        return browser.run(
                        "return [...document.querySelectorAll('.event-name')].find((name) => name.innerText === arguments[0])"
                                + ".getBoundingClientRect().top",
                        event)
                .asInt();
    }

    @ParameterizedTest
    @CsvSource({"light, 390", "dark, 390", "light, 320"})
    void onATelephoneNothingIsCutOff(String scheme, int width) {
        browser.prefer(scheme);
        browser.resize(width, 844);
        String word = "x".repeat(300);
        api.user(word, word, Instant.now(), "{\"" + word + "\":\"" + word + "\",\"$thread_id\":\"" + word + "\"}");
        api.llm(word, word, word, word, Instant.now());
        api.post("publish_events", "[{\"" + word + "\":1}]");
        for (String view : VIEWS) {
            show("#" + view);
            waiting().until(() -> browser.text("#tab-events .badge").equals("2"));
            if (browser.count(".view:not([hidden]) .row") > 0) {
                browser.click(".view:not([hidden]) .row");
                waiting().until(() -> browser.count(".view:not([hidden]) .pane") == 1);
            }
            assertThat(browser.run(
                                    "return [document.documentElement, ...document.querySelectorAll('.view:not([hidden]), .content')]"
                                            + ".filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.className || e.tagName).join()")
                            .asText())
                    .as(view)
                    .isEmpty();
        }
    }

    @Test
    void itAsksNobodyButTheSandbox() {
        api.user("u-1", "Search", Instant.now(), "{}");
        for (String view : VIEWS) {
            turnTo(view);
        }
        assertThat(browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name.asText()).startsWith(sandbox.host() + "/"));
    }

    @Test
    void anAddressLeadsToAnEvent() {
        api.user("u-1", "First", Instant.now(), "{}");
        api.user("u-1", "Second", Instant.now(), "{}");
        awaitNames("Second", "First");
        show("#events/1");
        waiting().until(() -> browser.text(".pane h2").equals("First"));
    }
}
