package com.trubrics.appender.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameCacheTest {

    private final List<String> asked = new ArrayList<>();
    private final NameCache<String> names = new NameCache<>(this::withoutPrefix);

    private String withoutPrefix(String name) {
        asked.add(name);
        return name.startsWith("p.") ? name.substring(2) : "";
    }

    @Test
    void aNameIsDecidedOnce() {
        assertThat(names.get("p.plan")).isEqualTo("plan");
        assertThat(names.get("p.plan")).isSameAs(names.get("p.plan"));
        assertThat(asked).containsExactly("p.plan");
    }

    @Test
    void soIsOneThatBecomesNothing() {
        assertThat(names.get("request_id")).isEmpty();
        assertThat(names.get("request_id")).isEmpty();
        assertThat(asked).containsExactly("request_id");
    }

    @Test
    void namesThatAreMadeUpDoNotFillTheMemory() {
        for (int i = 0; i < 2 * NameCache.REMEMBERED; i++) {
            assertThat(names.get("p." + i)).isEqualTo(Integer.toString(i));
        }
        assertThat(names.size()).isEqualTo(NameCache.REMEMBERED);
        assertThat(names.get("p.new")).isEqualTo("new");
    }

    @Test
    void noGiantIsRemembered() {
        String giant = "p." + "x".repeat(10_000);

        assertThat(names.get(giant)).hasSize(10_000);
        assertThat(names.size()).isZero();
    }
}
