package com.trubrics.appender.spring;

import com.trubrics.appender.UserSource;
import com.trubrics.appender.spring.BoundOptions.UserSettings;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The user for whom the current thread works, from Spring Security or from the servlet request. The appender asks on the
 * thread that logs, and only for an event that names no user.
 */
public final class CurrentUser {

    /** The value of the option {@code userSource} that reaches {@link #id()}. */
    static final String PATH = CurrentUser.class.getName() + ".id()";

    /** The user from Reactor's context. */
    static final ThreadLocal<@Nullable String> PROPAGATED = new ThreadLocal<>();

    /** The beans of running applications, in the order in which the applications started. */
    private static volatile Map<Object, List<UserSource>> beans = Map.of();

    private static volatile List<Lookup> lookups = lookups(UserSettings.DEFAULT);

    private CurrentUser() {}

    /** A place where the user of the current thread may be. Fast, without I/O. */
    interface Lookup {
        /** Returns null if the place has no user for the current thread. */
        @Nullable
        String find();
    }

    /**
     * Returns the ID of the user for whom the current thread works: the result of a {@link UserSource} bean, the claim that
     * {@code trubrics.user.claim} names, or the name of the authenticated principal. Returns null if there is no user, or only
     * an anonymous one. Never throws.
     */
    public static @Nullable String id() {
        for (List<UserSource> sources : beans.values()) {
            for (UserSource source : sources) {
                String user = find(source::userId);
                if (user != null && !user.isBlank()) {
                    return user;
                }
            }
        }
        for (Lookup lookup : lookups) {
            String user = find(lookup);
            if (user != null && !user.isBlank()) {
                return user;
            }
        }
        return null;
    }

    /** Principals and requests are objects of the application. */
    private static @Nullable String find(Lookup lookup) {
        try {
            return lookup.find();
        } catch (RuntimeException | LinkageError fromApplication) {
            return null;
        }
    }

    /** Registers an application's beans, which are asked first. */
    static synchronized void use(Object application, List<UserSource> sources) {
        Map<Object, List<UserSource>> changed = new LinkedHashMap<>(beans);
        changed.put(application, List.copyOf(sources));
        beans = changed;
    }

    /** Removes an application and its beans. */
    static synchronized void letGo(Object application) {
        Map<Object, List<UserSource>> changed = new LinkedHashMap<>(beans);
        changed.remove(application);
        beans = changed;
    }

    /** Sets where users come from. Called while an application starts. */
    static void configure(UserSettings settings) {
        lookups = lookups(settings);
    }

    private static List<Lookup> lookups(UserSettings settings) {
        List<Lookup> found = new ArrayList<>();
        found.add(PROPAGATED::get);
        Function<Principal, @Nullable String> ids = Principal::getName;
        if (OptionalLibrary.SPRING_SECURITY.isPresent()) {
            SecurityUser security = new SecurityUser(settings.claim());
            found.add(security);
            ids = security::idOfPrincipal;
        }
        if (OptionalLibrary.SPRING_WEB.isPresent() && OptionalLibrary.SERVLETS.isPresent()) {
            found.add(new ServletUser(ids));
        }
        return List.copyOf(found);
    }
}
