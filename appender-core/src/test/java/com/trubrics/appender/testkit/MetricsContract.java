package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.TrubricsClient;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** With {@code metrics=true} the figures are there while the appender is, and gone when the logging system has stopped. */
public abstract class MetricsContract extends AppenderContract {

    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");

    @Test
    public void theBeanOfADestinationIsThereAsLongAsTheAppender() {
        run(config().option("metrics", "true"), logging -> {
                    logging.log(SIGN_UP);
                    assertThat(TrubricsClient.flushAll(Duration.ofSeconds(20))).isTrue();
                    await().untilAsserted(
                                    () -> assertThat(PublishedBeans.names()).anyMatch(this::isOurs));
                    PublishedBeans.names().stream().filter(this::isOurs).forEach(name -> {
                        assertThat(attribute(name, "Seen")).isEqualTo(1L);
                        assertThat(attribute(name, "Delivered")).isEqualTo(1L);
                        assertThat(attribute(name, "State")).isEqualTo("OK");
                    });
                })
                .warnsAboutNothing();
        assertThatAllBeansGo();
    }

    private boolean isOurs(ObjectName name) {
        return name.getKeyProperty("destination").equals(ObjectName.quote(server().host()));
    }

    private static Object attribute(ObjectName name, String attribute) {
        try {
            return ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void withoutTheOptionThereIsNoBean() {
        run(config(), logging -> {
            logging.log(SIGN_UP);
            assertThat(PublishedBeans.names()).isEmpty();
        });
    }

    @Test
    public void twoAppendersShareTheBeanUntilTheLastStops() {
        LoggingSystem one = configure(config().option("metrics", "true"));
        await().untilAsserted(() -> assertThat(PublishedBeans.names()).isNotEmpty());
        try (TrubricsClient client = TrubricsClient.builder()
                .apiKey("test-key")
                .host(server().host())
                .option(Option.METRICS, "true")
                .build()) {
            one.close();
            assertThat(PublishedBeans.names()).anyMatch(this::isOurs);
            client.track("u1", "Sign Up", Map.of());
        }
        assertThatAllBeansGo();
    }

    /** A stop waits for the thread that removes them, but not for ever. */
    private static void assertThatAllBeansGo() {
        await().untilAsserted(() -> assertThat(PublishedBeans.names()).isEmpty());
    }

    @Test
    public void aValueThatIsNoFlagIsWarnedAboutAndMeansFalse() {
        run(config().option("metrics", "yes"), logging -> {
                    logging.log(SIGN_UP);
                    assertThat(PublishedBeans.names()).isEmpty();
                })
                .warnsOnceAbout("metrics", "yes");
    }
}
