package com.trubrics.appender.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryMXBean;
import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.RuleStats;
import com.trubrics.appender.internal.queue.StatsSnapshot;
import com.trubrics.appender.spi.MetricsExporter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMX;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What a JMX client sees. */
class JmxExporterTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static final DeliveryStats STATS = new StatsSnapshot(
            "https://jmx.test:81/a?*",
            "cafe",
            10,
            5,
            Map.of(DropReason.QUEUE_FULL, 2L, DropReason.EXPIRED, 1L),
            7,
            List.of(new Rule("TRUBRICS", 1, "Sign Up", 4), new Rule("TRUBRICS", 2, "", 0)),
            1,
            400,
            1,
            200,
            Duration.ofMillis(1_500),
            Map.of(RequestOutcome.ACCEPTED, 4L),
            Map.of(RequestOutcome.ACCEPTED, Duration.ofMillis(250)),
            3,
            DeliveryStats.State.RETRYING,
            Duration.ofSeconds(3),
            null,
            "503",
            Duration.ofMillis(500));

    private record Rule(String appender, int position, String event, long matched) implements RuleStats {}

    private final MetricsExporter exporter = new JmxExporter();

    private static Set<ObjectName> names() throws Exception {
        return SERVER.queryNames(
                new ObjectName("com.trubrics:type=Delivery,destination=\"https://jmx.test*\",*"), null);
    }

    @Test
    @SuppressWarnings("try") // it is there as long as the block lasts
    void aClientReadsEveryFigure() throws Exception {
        try (MetricsExporter.Export export = exporter.export(() -> STATS)) {
            ObjectName name = new ObjectName("com.trubrics:type=Delivery,destination="
                    + ObjectName.quote("https://jmx.test:81/a?*") + ",key=cafe");
            assertThat(names()).containsExactly(name);
            DeliveryMXBean bean = JMX.newMXBeanProxy(SERVER, name, DeliveryMXBean.class);

            assertThat(bean.getDestination()).isEqualTo("https://jmx.test:81/a?*");
            assertThat(bean.getKey()).isEqualTo("cafe");
            assertThat(bean.getSeen()).isEqualTo(10);
            assertThat(bean.getDelivered()).isEqualTo(5);
            assertThat(bean.getDropped()).isEqualTo(3);
            assertThat(bean.getDroppedByReason())
                    .hasSize(DropReason.values().length)
                    .containsEntry("QUEUE_FULL", 2L)
                    .containsEntry("SHUTDOWN", 0L);
            assertThat(bean.getIgnored()).isEqualTo(7);
            assertThat(bean.getMatchedByRule()).isEqualTo(Map.of("TRUBRICS #1", 4L, "TRUBRICS #2", 0L));
            assertThat(bean.getWaitingEvents()).isEqualTo(1);
            assertThat(bean.getWaitingBytes()).isEqualTo(400);
            assertThat(bean.getInFlightEvents()).isEqualTo(1);
            assertThat(bean.getInFlightBytes()).isEqualTo(200);
            assertThat(bean.getOldestEventAgeSeconds()).isEqualTo(1.5);
            assertThat(bean.getRequests()).containsEntry("ACCEPTED", 4L).containsEntry("DENIED", 0L);
            assertThat(bean.getRequestSeconds()).containsEntry("ACCEPTED", 0.25);
            assertThat(bean.getRetries()).isEqualTo(3);
            assertThat(bean.getState()).isEqualTo("RETRYING");
            assertThat(bean.getStateAgeSeconds()).isEqualTo(3);
            assertThat(bean.getLastSuccessAgeSeconds()).isNull();
            assertThat(bean.getLastError()).isEqualTo("503");
            assertThat(bean.getLastErrorAgeSeconds()).isEqualTo(0.5);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    @SuppressWarnings("try") // it is there as long as the block lasts
    void everyAttributeCanBeRead() throws Exception {
        try (MetricsExporter.Export export = exporter.export(() -> STATS)) {
            ObjectName name = names().iterator().next();
            String[] attributes = Arrays.stream(SERVER.getMBeanInfo(name).getAttributes())
                    .map(MBeanFeatureInfo::getName)
                    .toArray(String[]::new);
            assertThat(SERVER.getAttributes(name, attributes)).hasSize(attributes.length);
        }
    }

    /** Two web applications, each with its own copy of the library. */
    @Test
    void aNameThatIsTakenGetsANumber() throws Exception {
        MetricsExporter.Export one = exporter.export(() -> STATS);
        MetricsExporter.Export two = exporter.export(() -> STATS);
        assertThat(names()).hasSize(2).anyMatch(name -> "2".equals(name.getKeyProperty("instance")));
        one.close();
        assertThat(names())
                .singleElement()
                .satisfies(name -> assertThat(name.getKeyProperty("instance")).isEqualTo("2"));
        two.close();
        assertThat(names()).isEmpty();
    }

    @Test
    void whatSomebodyElseHasRemovedIsGoneAsWell() throws Exception {
        MetricsExporter.Export export = exporter.export(() -> STATS);
        SERVER.unregisterMBean(names().iterator().next());
        export.close();
        assertThat(names()).isEmpty();
    }
}
