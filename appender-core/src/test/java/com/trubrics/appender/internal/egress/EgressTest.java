package com.trubrics.appender.internal.egress;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.EventFilter;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.EgressSettings;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

    private static final UserEvent SIGN_UP = UserEvent.builder("u1", "Sign Up")
            .property("plan", "pro")
            .property("card_number", 4711)
            .build();
    private static final LlmEvent ANSWER = LlmEvent.builder("u1", "What is Trubrics?", "An analytics platform.")
            .threadId("a thread ID that is long")
            .build();

    private static final double HASH_OF_U_42 = 0.08954348298721015;

    private final List<String> warnings = new ArrayList<>();

    private Egress egress(List<String> excluded, @Nullable Integer maxTextLength, double rate) {
        return new Egress(new EgressSettings(excluded, maxTextLength, rate, null), null, null, warnings::add);
    }

    private Egress egress(EventFilter filter) {
        return new Egress(new EgressSettings(List.of(), null, 1, filter), null, null, warnings::add);
    }

    private static Event passed(Egress egress, Event event) {
        return requireNonNull(egress.pass(event, null));
    }

    @Test
    void withoutOptionsEveryEventLeavesAsItIs() {
        Egress egress = egress(List.of(), null, 1);
        assertThat(egress.pass(SIGN_UP, null)).isSameAs(SIGN_UP);
        assertThat(egress.trimming().isNothing()).isTrue();
    }

    @Test
    void anEventWithNothingToTrimIsNotCopied() {
        Egress egress = egress(List.of("password"), 100, 1);
        assertThat(egress.pass(SIGN_UP, null)).isSameAs(SIGN_UP);
        assertThat(egress.pass(ANSWER, null)).isSameAs(ANSWER);
    }

    @Test
    void excludedPropertiesDoNotLeaveWhateverTheirCase() {
        assertThat(passed(egress(List.of("Card*", "nothing"), null, 1), SIGN_UP).properties())
                .isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void promptsAndGenerationsAreCutButNoIds() {
        LlmEvent cut = (LlmEvent) passed(egress(List.of(), 10, 1), ANSWER);
        assertThat(cut)
                .isEqualTo(ANSWER.toBuilder()
                        .prompt("What is T…")
                        .generation("An analyt…")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.999, 1})
    void usersAreChosenByTheHashOfTheirIds(double rate) {
        Egress egress = egress(List.of(), null, rate);
        List<String> users = IntStream.range(0, 2_000).mapToObj(i -> "u-" + i).toList();
        List<String> chosen = users.stream()
                .filter(user -> egress.pass(UserEvent.builder(user, "e").build(), null) != null)
                .toList();
        assertThat(chosen)
                .isEqualTo(users.stream().filter(user -> hash(user) < rate).toList());
        assertThat(chosen.size() / 2_000.0).isBetween(rate - 0.05, rate + 0.05);
    }

    /** As an implementation in another language would do it. */
    private static double hash(String user) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash).shiftRight(256 - 32).doubleValue() / Math.pow(2, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHashIsWhatTheDocumentationSays() {
        // python3: int.from_bytes(hashlib.sha256(b'u-42').digest()[:4], 'big') / 2**32
        assertThat(hash("u-42")).isBetween(HASH_OF_U_42 - 0.0001, HASH_OF_U_42 + 0.0001);
        assertThat(new UserSample(HASH_OF_U_42 - 0.0001).takes("u-42")).isFalse();
        assertThat(new UserSample(HASH_OF_U_42 + 0.0001).takes("u-42")).isTrue();
    }

    @Test
    void aFilterMayReplaceAnEventByOneOfAnotherKindAndUser() {
        Event other = UserEvent.builder("u2", "Asked").build();
        assertThat(egress(event -> other).pass(ANSWER, null)).isSameAs(other);
        assertThat(egress(event -> null).pass(ANSWER, null)).isNull();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aFilterSeesWhatIsLeftAndAddsNothingThatIsExcluded() {
        List<Event> seen = new ArrayList<>();
        EgressSettings settings = new EgressSettings(List.of("card_number"), 5, 1, event -> {
            seen.add(event);
            return event.withProperty("card_number", 4712).withProperty("note", "a long note");
        });
        Event passed = passed(new Egress(settings, null, null, warnings::add), SIGN_UP);
        assertThat(seen).containsExactly(SIGN_UP.withoutProperty("card_number"));
        assertThat(passed.properties()).isEqualTo(Map.of("plan", "pro", "note", "a lo…"));
    }

    @Test
    void anEventForWhichTheFilterThrowsIsDropped() {
        assertThat(egress(event -> {
                            throw new IllegalStateException("u1 is secret");
                        })
                        .pass(SIGN_UP, null))
                .isNull();
        assertThat(egress(event -> {
                            throw new StackOverflowError("u1 is secret");
                        })
                        .pass(SIGN_UP, null))
                .isNull();
        assertThat(warnings)
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).contains("dropped").doesNotContain("u1"))
                .first()
                .asString()
                .contains(IllegalStateException.class.getName());
    }

    @Test
    void whatAFilterTracksIsDropped() {
        List<Event> tracked = new ArrayList<>();
        List<Egress> self = new ArrayList<>();
        Egress egress = egress(event -> {
            Event passed = self.get(0).pass(ANSWER, null);
            if (passed != null) {
                tracked.add(passed);
            }
            return event;
        });
        self.add(egress);
        assertThat(egress.pass(SIGN_UP, null)).isSameAs(SIGN_UP);
        assertThat(tracked).isEmpty();
    }

    @Test
    void behindAnAsynchronousAppenderTheThreadShowsThatAFilterRuns() {
        List<String> names = new ArrayList<>();
        String before = Thread.currentThread().getName();
        Egress egress = egress(event -> {
            names.add(Thread.currentThread().getName());
            return event;
        });
        var unused = egress.pass(SIGN_UP, before);
        var unusedToo = egress.pass(SIGN_UP, "http-1");
        assertThat(names).containsExactly(before, "trubrics-reading");
        assertThat(Thread.currentThread().getName()).isEqualTo(before);
    }
}
