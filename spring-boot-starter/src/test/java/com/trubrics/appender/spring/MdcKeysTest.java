package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MdcKeysTest {

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void whatHoldsForARequestIsHandedOnAndNothingElse() throws Exception {
        Map<String, String> there = onAnotherThread(keys());
        assertThat(there)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("user_id", "ada", "thread_id", "t-1", "properties.plan", "pro"));
    }

    @Test
    void renamedKeysAreHandedOnInstead() throws Exception {
        MdcKeys keys = keys("trubrics.user-id-key", "uid, event", "trubrics.property-prefix", "none");
        assertThat(onAnotherThread(keys)).isEqualTo(Map.of("event", "Order", "thread_id", "t-1"));
        assertThat(keys.userId()).isEqualTo("uid");
    }

    @Test
    void theOtherThreadKeepsEntriesOfItsOwn() {
        MDC.put("request", "7");
        MDC.put("user_id", "before");
        MDC.put("properties.old", "1");
        keys().replace(Map.of("user_id", "ada"));
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request", "7", "user_id", "ada"));
        keys().replace(Map.of());
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request", "7"));
    }

    private static Map<String, String> onAnotherThread(MdcKeys keys) throws InterruptedException {
        ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor(new MdcAccessor(keys));
        ContextSnapshotFactory factory =
                ContextSnapshotFactory.builder().contextRegistry(registry).build();
        MDC.put("user_id", "ada");
        MDC.put("thread_id", "t-1");
        MDC.put("properties.plan", "pro");
        MDC.put("event", "Order");
        MDC.put("trace", "abc");
        Map<String, String> there = new ConcurrentHashMap<>();
        Thread other = new Thread(factory.captureAll().wrap(() -> there.putAll(MDC.getCopyOfContextMap())));
        other.start();
        other.join();
        return there;
    }

    private static MdcKeys keys(String... namesAndValues) {
        return MdcKeys.of(OptionsBinder.bind(Environments.of(namesAndValues)));
    }
}
