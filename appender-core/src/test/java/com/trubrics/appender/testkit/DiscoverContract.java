package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;
import static com.trubrics.appender.testkit.LogLine.line;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.RealLine.BankAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

/** What a sandbox is shown of the lines that an application logs. */
public abstract class DiscoverContract extends AppenderContract {

    /** Logs by itself while it is read. */
    public static final class Talkative {
        private final LoggingSystem logging;

        Talkative(LoggingSystem logging) {
            this.logging = logging;
        }

        public String getName() {
            logging.log(info("the getter says something"));
            return "x";
        }

        @Override
        public String toString() {
            throw new IllegalStateException("broken");
        }
    }

    @AfterEach
    final void signOut() {
        SecurityContextHolder.clearContext();
    }

    private AppenderConfig discovering() {
        return config().option("discover", "true");
    }

    /** What the last report shows, which the stop sends. */
    private String shown(AppenderConfig config, String until, LogLine... lines) {
        log(config, lines);
        return shown(until);
    }

    /** All reports up to one that shows this: on a busy machine a second may pass between two lines, and so a report. */
    private String shown(String until) {
        server().awaitReport(until);
        return String.join("\n", server().reports());
    }

    @Test
    public void aSandboxIsShownTheKindsOfLines() {
        SecurityContextHolder.signIn("bob");
        run(discovering(), logging -> {
            logging.log(
                    info("Order {} placed by {}", 42, "jane").marked("AUDIT").mdc("tenant", "acme"));
            logging.log(info("Order {} placed by {}", 43, "joe"));
            server().awaitReport("Order"); // while the application runs
        });

        assertThat(shown("\"count\":2"))
                .contains(
                        "\"logger\":\"com.acme.shop.Checkout\",\"level\":\"INFO\",\"form\":\"TEMPLATE\","
                                + "\"pieces\":[\"Order \",\" placed by \",\"\"],\"count\":2,\"events\":0,\"markers\":[\"AUDIT\"]",
                        "\"message\":\"Order 42 placed by jane\"",
                        "{\"type\":\"java.lang.Integer\",\"value\":42}",
                        "\"mdc\":{\"tenant\":\"acme\"}",
                        "authentication.name\":\"bob\"");
    }

    @Test
    public void theMembersOfObjectsAreShown() {
        assertThat(shown(discovering(), "saved", info("{} saved", new BankAccount())))
                .contains(
                        "\"text\":\"BankAccount{id=1, name='Savings', balance=100.50, owner='secret'}\"",
                        "\"members\":{\"balance\":100.50,\"name\":\"Savings\"}");
    }

    @Test
    public void fieldsOfTheCallAreShown() {
        assertThat(shown(discovering(), "signup", line().field("op", "signup").field("seats", 3)))
                .contains(
                        "\"op\":{\"type\":\"java.lang.String\",\"value\":\"signup\"}",
                        "\"seats\":{\"type\":\"java.lang.Integer\",\"value\":3}");
    }

    @Test
    public void whatIsAnEventAlreadyIsShownAsSuch() {
        String report = shown(
                discovering().rule("logger", "com.acme", "message", "{user_id} came", "event", "Sign In"),
                "came",
                info("{} came", "jane"),
                line().field("event", "Sign Up"));

        assertThat(report)
                .contains("\"user\":\"jane\",\"event\":\"Sign In\",\"rule\":1", "\"dropped\":\"MISSING_USER_ID\"")
                .contains("\"rules\":[{\"logger\":\"com.acme\",\"message\":\"{user_id} came\",\"event\":\"Sign In\"}]");
    }

    @Test
    public void nothingIsShownUnlessAskedFor() {
        run(config(), logging -> logging.log(info("Order {} placed by {}", 42, "jane")));

        assertThat(server().reports()).isEmpty();
    }

    @Test
    public void anotherHostIsShownNothing() {
        Report report = run(
                AppenderConfig.bare()
                        .option("host", "https://trubrics.invalid")
                        .option("apiKey", "test-key")
                        .option("dryRun", "true")
                        .option("discover", "true"),
                logging -> logging.log(info("Order {} placed by {}", 42, "jane")));

        report.warnsOnceAbout("'discover'", "'host'", "ignored");
        assertThat(LiveThreads.ours()).noneMatch(thread -> thread.getName().contains("discover"));
    }

    @Test
    public void whatObjectsLogWhileTheyAreReadIsNotShown() {
        run(discovering(), logging -> {
            logging.log(info("before"));
            logging.log(info("{} read", new Talkative(logging)));
            logging.log(info("after"));
        });

        assertThat(shown("after")).contains("before").doesNotContain("says something");
    }

    @Test
    public void eventsAreTheSameAndItsThreadEnds() {
        Report report = log(discovering(), line().field("event", "Sign Up").field("user_id", "u1"));

        report.isUserEvent("{\"user_id\":\"u1\",\"event\":\"Sign Up\",\"timestamp\":\"NOW\"}");
        await().untilAsserted(() -> assertThat(LiveThreads.ours())
                .noneMatch(thread -> thread.getName().contains("discover")));
    }

    @Test
    public void aServerThatIsNoSandboxIsLeftAlone() {
        server().answerNextReports(Answer.status(404));
        Report report = run(discovering(), logging -> {
            logging.log(info("one"));
            server().awaitReport("one");
            await().untilAsserted(() -> assertThat(LiveThreads.ours())
                    .noneMatch(thread -> thread.getName().contains("discover")));
            logging.log(info("two"));
        });

        assertThat(server().reports()).hasSize(1);
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("'discover'") && warning.contains("404"));
    }
}
