package com.trubrics.sandbox.tests;

import static com.trubrics.sandbox.tests.Browser.Keys.DOWN;
import static com.trubrics.sandbox.tests.Browser.Keys.ESCAPE;
import static com.trubrics.sandbox.tests.Browser.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's tab "Discover" in a real browser: a line that an application logs becomes a rule, and then an event. */
@WithBrowser
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiscoverPageTest {
    private static final String DISCOVERING = "<discover>true</discover>";

    private static Browser browser;

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort());

    /** What one would look at first, when a test has failed. */
    @RegisterExtension
    final AfterTestExecutionCallback pictures = context -> context.getExecutionException()
            .ifPresent(failure -> browser.screenshot(Path.of(
                    "target",
                    "screenshots",
                    "discover-" + context.getRequiredTestMethod().getName() + ".png")));

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void open() {
        browser.resize(1280, 900);
        browser.prefer("light");
        browser.complaints();
        browser.open(URI.create(sandbox.host() + "/#discover"));
        waiting().until(() -> browser.text("#connection").equals("Live"));
    }

    @AfterEach
    void stopAndExpectNoComplaints() {
        List<String> complaints = browser.complaints();
        browser.open(URI.create("about:blank"));
        sandbox.close();
        assertThat(complaints).isEmpty();
    }

    static List<Arguments> frameworks() {
        BiFunction<URI, String, TalkingApplication> logback = TalkingApplication::onLogback;
        BiFunction<URI, String, TalkingApplication> log4j2 = TalkingApplication::onLog4j2;
        return List.of(Arguments.of("logback", logback), Arguments.of("log4j2", log4j2));
    }

    private static void choose(String line) {
        waiting().until(() -> browser.run("""
                        const row = [...document.querySelectorAll("#view-discover .row")].find((row) => row.innerText.includes(arguments[0]));
                        row?.click();
                        return Boolean(row);
                        """, line).asBoolean());
        waiting().until(() -> browser.count("#rule-text code") > 0);
    }

    private static String rule() {
        return browser.text("#rule-text code");
    }

    private static String events() {
        return browser.text(".result .json");
    }

    @Test
    void emptyItSaysHowToStart() {
        waiting()
                .untilAsserted(() -> assertThat(browser.text("#view-discover .start"))
                        .contains(
                                "-Dtrubrics.host=" + sandbox.host(),
                                "-Dtrubrics.discover=true",
                                "TRUBRICS_DISCOVER=true"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frameworks")
    void aDiscoveredLineBecomesARuleAndTheRuleAnEvent(
            String format, BiFunction<URI, String, TalkingApplication> framework) {
        try (TalkingApplication application = framework.apply(sandbox.host(), DISCOVERING)) {
            application.log("Order {} over {} EUR placed by {}", 42, 49.9, "jane");
            application.log("Server started");
            choose("placed by");

            waiting().until(() -> events().contains("\"event\": \"Order Placed\""));
            browser.fill("#event-name", "Purchase");
            browser.click("#format-" + format);
            waiting().until(() -> events().contains("\"event\": \"Purchase\""));
            assertThat(events()).contains("\"user_id\": \"jane\"", "\"order_id\": 42", "49.9");
            assertThat(sandbox.good()).isEmpty();
        }

        try (TalkingApplication application = framework.apply(sandbox.host(), rule())) {
            application.log("Order {} over {} EUR placed by {}", 43, 10.5, "joe");
            application.log("Server started");
            List<SandboxEvent> events = sandbox.awaitEvents(1, Duration.ofMinutes(1));
            assertThat(events)
                    .singleElement()
                    .returns("Purchase", SandboxEvent::name)
                    .returns("joe", SandboxEvent::userId);
        }
        browser.click("#tab-events");
        waiting().until(() -> browser.texts("#view-events .row .event-name").equals(List.of("Purchase")));
    }

    @Test
    void promptAndAnswerBecomeOneEvent() {
        try (TalkingApplication application = TalkingApplication.onLogback(sandbox.host(), DISCOVERING)) {
            application.log("Chat prompt of user {}: '{}'", "jane", "What is Trubrics?");
            application.log("Chat completion: '{}'", "An analytics platform.");
            // A report may come between the two lines, and what is proposed for a line is proposed once.
            waiting().until(() -> browser.count("#view-discover .row") == 2);
            choose("Chat prompt");
            waiting().until(() -> events().contains("\"generation\": \"An analytics platform.\""));
            assertThat(events()).contains("\"prompt\": \"What is Trubrics?\"", "\"user_id\": \"jane\"");
        }

        try (TalkingApplication application = TalkingApplication.onLogback(sandbox.host(), rule())) {
            application.log("Chat prompt of user {}: '{}'", "joe", "Why?");
            application.log("Chat completion: '{}'", "Because.");
            assertThat(sandbox.awaitEvents(1, Duration.ofMinutes(1)))
                    .singleElement()
                    .returns("joe", SandboxEvent::userId)
                    .returns("Why?", event -> event.text("prompt"))
                    .returns("Because.", event -> event.text("generation"));
        }
    }

    @Test
    void ticksNamesAndConditionsChangeTheRuleAndTheEvents() {
        try (TalkingApplication application = TalkingApplication.onLogback(sandbox.host(), DISCOVERING)) {
            application.log("{} {} by {}", "POST", "/orders", "jane");
            application.log("{} {} by {}", "GET", "/orders", "joe");
            choose("by");
            waiting().until(() -> rule().contains("{method} {path} by {user_id}"));

            browser.click(".choice:nth-of-type(1) .tick input");
            waiting().until(() -> rule().contains("<when>method=POST</when>"));
            assertThat(events()).contains("jane").doesNotContain("joe");
            browser.click("[data-path=path]");
            waiting().until(() -> rule().contains("{method} {-} by {user_id}"));
            browser.click("#format-yaml");
            assertThat(rule()).startsWith("trubrics:\n  event-rules:\n    - logger: 'com.acme.Shop'");
        }
    }

    @Test
    void theFormatThatWasChosenLastIsShownFirst() {
        try (TalkingApplication application = TalkingApplication.onLogback(sandbox.host(), DISCOVERING)) {
            application.log("Order {} placed by {}", 42, "jane");
            choose("placed by");
            assertThat(rule()).startsWith("<eventRule>");
            browser.click("#format-yaml");
            waiting().until(() -> rule().startsWith("trubrics:"));

            browser.open(URI.create(sandbox.host() + "/#discover"));
            choose("placed by");
            assertThat(rule()).startsWith("trubrics:");
        }
    }

    @Test
    void aLineLikeCodeIsHarmless() {
        try (TalkingApplication application = TalkingApplication.onLogback(sandbox.host(), DISCOVERING)) {
            application.log("<img src=x onerror=alert(1)> {} added by {}", "<script>alert(2)</script>", "<b>jane</b>");
            choose("onerror");
            waiting().until(() -> events().contains("<b>jane</b>"));

            assertThat(browser.text(".pane h2")).startsWith("<img src=x onerror=alert(1)>");
            assertThat(rule()).contains("&lt;img src=x");
            assertThat(browser.run("return document.querySelectorAll('#view-discover img, #view-discover b').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void theKeyboardChoosesALineAndClosesIt() {
        try (TalkingApplication application = TalkingApplication.onLogback(sandbox.host(), DISCOVERING)) {
            application.log("Order {} placed by {}", 42, "jane");
            waiting().until(() -> browser.count("#view-discover .row") == 1);
            browser.press(DOWN);
            waiting().until(() -> rule().contains("Order {order_id} placed by {user_id}"));
            browser.press(ESCAPE);
            waiting().until(() -> browser.count("#view-discover .pane") == 0);
        }
    }

    @Test
    void onATelephoneNothingIsCutOff() {
        try (TalkingApplication application = TalkingApplication.onLogback(sandbox.host(), DISCOVERING)) {
            browser.resize(390, 844);
            application.log(
                    "Order {} placed by {} from a very long place that does not fit {}", 42, "jane", "x".repeat(300));
            choose("placed by");
            waiting().until(() -> events().contains("jane"));

            assertThat(browser.run("""
                            const pane = document.querySelector("#view-discover .content");
                            return [document.documentElement.scrollWidth <= window.innerWidth, pane.scrollWidth <= pane.clientWidth];
                            """).toString()).isEqualTo("[true,true]");
        }
    }
}
