package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.path.MalformedPathException;
import com.trubrics.appender.internal.path.PathContext;
import com.trubrics.appender.internal.user.UserSourceCall;
import com.trubrics.appender.internal.user.UserSourceName;
import com.trubrics.appender.internal.value.Freezer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the user of the current thread in the configured source and, so that the sandbox can propose them, in the
 * well-known security frameworks that the application has. Thread-safe; never throws, whatever a source does.
 */
final class CurrentUsers {

    private static final List<String> KNOWN = List.of(
            "org.springframework.security.core.context.SecurityContextHolder.getContext().authentication.name",
            "cn.dev33.satoken.stp.StpUtil.getLoginIdDefaultNull()",
            "org.apache.shiro.SecurityUtils.getSubject().principal");

    /** Spring Security's name for a user who has not signed in. */
    private static final String ANONYMOUS = "anonymousUser";

    private final Map<String, UserSourceCall> sources = new LinkedHashMap<>();

    /** @param configured the option {@code userSource}; null if it is not set */
    CurrentUsers(@Nullable String configured) {
        Set<String> names = new LinkedHashSet<>();
        if (configured != null) {
            names.add(configured.strip());
        }
        names.addAll(KNOWN);
        for (String name : names) {
            try {
                sources.put(name, new UserSourceCall(UserSourceName.parse(name)));
            } catch (MalformedPathException | IllegalArgumentException reportedAtTheStart) {
                // The appender has already warned.
            }
        }
    }

    /**
     * Returns the users, keyed by their source. Only the thread that logged knows its user, so behind an
     * asynchronous appender there are none.
     */
    Map<String, Object> of(String loggedBy, TextBudget texts) {
        Map<String, Object> users = new LinkedHashMap<>();
        if (loggedBy.equals(Thread.currentThread().getName())) {
            sources.forEach((name, source) -> {
                String user = ask(source, loggedBy);
                if (user != null) {
                    users.put(name, texts.cut(user, TextBudget.SHORT));
                }
            });
        }
        return users;
    }

    private static @Nullable String ask(UserSourceCall source, String loggedBy) {
        try {
            Object user = source.ask(new PathContext(TextBudget.WHOLE, loggedBy, failure -> {}));
            Object frozen = user == null ? null : new Freezer(TextBudget.SHORT, loggedBy).freeze(user);
            String id = frozen == null ? "" : frozen.toString().strip();
            return id.isEmpty() || id.equals(ANONYMOUS) ? null : id;
        } catch (Throwable notThere) {
            // The application lacks the class, or no user has signed in.
            return null;
        }
    }
}
