package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.FORBIDDEN;
import static com.trubrics.appender.internal.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.internal.delivery.LoopRig.SERVER_ERROR;
import static com.trubrics.appender.internal.delivery.LoopRig.TOO_LARGE;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAUTHORIZED;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAVAILABLE;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server with moods, and with marked events that it never takes. It knows which events may be given up. */
final class ModelServer {

    static final int EVENT_BYTES = 100;

    /** A single event that met 500 so often while others were accepted may be given up. */
    private static final int BLAMED_EVENT = 10;

    /** What it answers, whatever it is sent. */
    private enum Mood {
        GOOD,
        FLAKY,
        UNREACHABLE,
        BROKEN,
        THROTTLING,
        UNAUTHORIZED,
        FORBIDDING
    }

    /** Marks begin the names of events; what ends a marked event at last. */
    private static final Map<Character, DropReason> MARKS = Map.of(
            'r', DropReason.REJECTED,
            'f', DropReason.REJECTED,
            's', DropReason.REJECTED,
            't', DropReason.TOO_LARGE,
            'u', DropReason.NOT_ENCODABLE);

    private final Random random;
    private final int sizeLimit;
    private final Map<String, Integer> serverErrors = new HashMap<>();

    private final Set<String> refused = new HashSet<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Integer> lost = new HashMap<>();
    private boolean everRefusedEntirely;
    private Mood mood = Mood.GOOD;

    ModelServer(Random random) {
        this.random = random;
        this.sizeLimit = random.nextBoolean() ? Integer.MAX_VALUE : EVENT_BYTES * (1 + random.nextInt(30));
    }

    /** The name of a new event: a mark or {@code e}, and a number. */
    String name(int number, double marked) {
        char mark = random.nextDouble() < marked ? "rfstu".charAt(random.nextInt(5)) : 'e';
        return mark + Integer.toString(number);
    }

    static boolean isEncodable(String name) {
        return name.charAt(0) != 'u';
    }

    void changeMood() {
        mood = random.nextBoolean() ? Mood.GOOD : Mood.values()[random.nextInt(Mood.values().length)];
    }

    void recover() {
        mood = Mood.GOOD;
    }

    Outcome answer(List<String> names) {
        Outcome outcome = mood(names);
        if (outcome.kind() == RequestOutcome.FAILED) {
            names.forEach(name -> serverErrors.merge(name, 1, Integer::sum));
        } else if (outcome.kind() == RequestOutcome.INVALID || outcome.kind() == RequestOutcome.DENIED) {
            refused.addAll(names);
            everRefusedEntirely |= mood == Mood.FORBIDDING || names.stream().noneMatch(name -> name.charAt(0) == 'e');
        }
        return outcome;
    }

    /** The client has given the request up: whether it was taken nobody will tell. */
    Outcome answerTooLate(List<String> names) {
        if (random.nextBoolean() && answer(names).isAccepted()) {
            unheard(names);
        }
        return NETWORK;
    }

    /** An answer to these was lost on its way: they may be sent once more. */
    void unheard(List<String> names) {
        names.forEach(name -> lost.merge(name, 1, Integer::sum));
    }

    /** Whether it has taken an event, and that not more often than answers were lost. */
    boolean hasTakenOnce(String name) {
        int times = taken.getOrDefault(name, 0);
        return times > 0 && times <= 1 + lost.getOrDefault(name, 0);
    }

    /** Every event that it has taken. */
    Set<String> taken() {
        return taken.keySet();
    }

    private Outcome loseAnswer(List<String> names) {
        if (honest(names).isAccepted()) {
            unheard(names);
        }
        return NETWORK;
    }

    private Outcome mood(List<String> names) {
        return switch (mood) {
            case GOOD -> honest(names);
            case FLAKY ->
                switch (random.nextInt(6)) {
                    case 0, 1 -> NETWORK;
                    case 2 -> SERVER_ERROR;
                    case 3 -> loseAnswer(names);
                    default -> honest(names);
                };
            case UNREACHABLE -> NETWORK;
            case BROKEN -> random.nextBoolean() ? UNAVAILABLE.withRetryAfter(retryAfter()) : SERVER_ERROR;
            case THROTTLING -> Outcome.of(RequestOutcome.THROTTLED, "429").withRetryAfter(retryAfter());
            case UNAUTHORIZED -> UNAUTHORIZED;
            case FORBIDDING -> FORBIDDEN;
        };
    }

    private @Nullable Duration retryAfter() {
        return switch (random.nextInt(6)) {
            case 0 -> Duration.ofSeconds(1);
            case 1 -> Duration.ofMillis(1 + random.nextInt(300_000));
            default -> null;
        };
    }

    private Outcome honest(List<String> names) {
        if (names.size() * EVENT_BYTES > sizeLimit || has(names, 't')) {
            return TOO_LARGE;
        } else if (has(names, 'r')) {
            return REFUSED.withPositions(indices(names));
        } else if (has(names, 'f')) {
            return FORBIDDEN;
        }
        if (has(names, 's')) {
            return SERVER_ERROR;
        }
        names.forEach(name -> taken.merge(name, 1, Integer::sum));
        return DELIVERED;
    }

    private static boolean has(List<String> names, char mark) {
        return names.stream().anyMatch(name -> name.charAt(0) == mark);
    }

    /** None, the right ones, or wrong ones. */
    private Set<Integer> indices(List<String> names) {
        Set<Integer> indices = new HashSet<>();
        int honesty = random.nextInt(3);
        if (honesty == 2) {
            return indices;
        }
        for (int i = 0; i < names.size(); i++) {
            boolean named = honesty == 0 ? names.get(i).charAt(0) == 'r' : random.nextInt(8) == 0;
            if (named) {
                indices.add(i);
            }
        }
        if (honesty == 1) {
            indices.add(names.size() + random.nextInt(3));
        }
        return indices;
    }

    /**
     * Whether an event may be given up for a reason: a marked one for its own; every one if it met 500 ten times,
     * and if it was refused along with others while whole batches were.
     */
    boolean justifies(String name, DropReason reason) {
        return switch (reason) {
            case SHUTDOWN, CLOSED, QUEUE_FULL, EXPIRED -> true;
            case REJECTED ->
                MARKS.get(name.charAt(0)) == reason
                        || serverErrors.getOrDefault(name, 0) >= BLAMED_EVENT
                        || (everRefusedEntirely && refused.contains(name));
            case TOO_LARGE, NOT_ENCODABLE -> MARKS.get(name.charAt(0)) == reason;
            case INTERNAL_ERROR -> true; // no more than defects cost, which the model counts
            case MISSING_USER_ID, FILTERED -> false;
        };
    }
}
