package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.path.PathContext;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.user.UnusableUserSourceException;
import com.trubrics.appender.internal.user.UserSourceCall;
import com.trubrics.appender.internal.user.UserSourceName;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.spi.LogCallReader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks the configured user source for the user of an event that names none. Only the thread that logged knows its user, so
 * behind an asynchronous appender the source is not asked. Warns once about each kind of failure. Thread-safe; never throws,
 * whatever the source does.
 *
 * @param <E> the framework's log event
 */
final class AskedUsers<E> {

    /** Spring Security's name for a user who has not signed in. */
    private static final String ANONYMOUS = "anonymousUser";

    private static final String OPTION = "userSource";
    private static final String CONSEQUENCE = ". Events that name no user get none from it";

    private final LogCallReader<E> reader;
    private final @Nullable UserSourceCall source;
    private final int maxBytes;
    private final AtomicBoolean toldOfFailure = new AtomicBoolean();
    private final AtomicBoolean toldOfThread = new AtomicBoolean();

    /** @param source null if there is no source to ask */
    AskedUsers(LogCallReader<E> reader, @Nullable UserSourceName source, int maxBytes) {
        this.reader = reader;
        this.source = source == null ? null : new UserSourceCall(source);
        this.maxBytes = maxBytes;
    }

    boolean isConfigured() {
        return source != null;
    }

    /** Returns the current user's ID, or null if there is none. */
    @Nullable
    String ask(FieldValues<E> values) {
        UserSourceCall asked = source;
        if (asked == null) {
            return null;
        }
        String loggedBy = reader.threadName(values.call);
        if (!loggedBy.equals(Thread.currentThread().getName())) {
            warnOnce(
                    toldOfThread,
                    values,
                    "cannot be asked behind an asynchronous appender or logger, because only the thread that logged knows"
                            + " its user");
            return null;
        }
        Object user = ask(asked, values, loggedBy);
        String userId = user == null ? null : values.userId(OPTION, user);
        return ANONYMOUS.equals(userId) ? null : userId;
    }

    private @Nullable Object ask(UserSourceCall asked, FieldValues<E> values, String loggedBy) {
        String begun = values.freezer.begin(); // what the source logs is not an event
        try {
            PathContext context =
                    new PathContext(maxBytes, loggedBy, report -> warnOnce(toldOfFailure, values, "fails: " + report));
            return asked.ask(context);
        } catch (UnusableUserSourceException e) {
            warnOnce(toldOfFailure, values, "cannot be used: " + e.getMessage());
        } catch (Throwable fromUserCode) {
            // A security library may throw anything if no user has signed in, or if the library is incomplete.
            warnOnce(toldOfFailure, values, "throws " + fromUserCode.getClass().getName());
        } finally {
            ReentrancyGuard.end(begun);
        }
        return null;
    }

    private void warnOnce(AtomicBoolean told, FieldValues<E> values, String what) {
        if (!told.getAndSet(true)) {
            values.report.problem(Problem.USER_SOURCE, "Option '" + OPTION + "' " + what + CONSEQUENCE);
        }
    }
}
