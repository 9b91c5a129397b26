package com.trubrics.appender.testkit;

import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;
import java.util.Arrays;

/**
 * Another program under a security manager that denies one thing; for JVMs up to 23, started with
 * {@code -Djava.security.manager=allow}.
 */
public final class RestrictedProgram {

    /** What is denied, whoever asks. */
    public enum Denied {
        /** To add and remove hooks. */
        SHUTDOWN_HOOKS("shutdownHooks"),
        /** To set the context class loader of a thread. */
        CONTEXT_CLASS_LOADERS("setContextClassLoader"),
        /** To read the environment variables of this library. */
        ENVIRONMENT("getenv.TRUBRICS"),
        /** To make threads, as far as delivery is concerned. */
        THREADS("(no permission that the JVM knows)");

        /** How the names of the permissions begin. Asked before any class of the test can be loaded. */
        private final String permissions;

        Denied(String permissions) {
            this.permissions = permissions;
        }
    }

    private RestrictedProgram() {}

    /** The arguments are what is {@link Denied}, the class of the program, and its arguments. */
    @SuppressWarnings("removal")
    public static void main(String[] arguments) throws Exception {
        Denied denied = Denied.valueOf(arguments[0]);
        Class<?> program = Class.forName(arguments[1], false, RestrictedProgram.class.getClassLoader());
        var main = program.getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        Policy.setPolicy(new AllBut(denied));
        System.setSecurityManager(denied == Denied.THREADS ? new NoThreads() : new SecurityManager());
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    /** Grants everything else to everybody; the JDK's own code, which this is not asked about, may do what it likes. */
    @SuppressWarnings("removal")
    private static final class AllBut extends Policy {
        private final Denied denied;

        AllBut(Denied denied) {
            this.denied = denied;
        }

        @Override
        public boolean implies(ProtectionDomain domain, Permission permission) {
            return !permission.getName().startsWith(denied.permissions);
        }
    }

    /** What a subclass can deny that no permission stands for. */
    @SuppressWarnings("removal")
    private static final class NoThreads extends SecurityManager {
        @Override
        public void checkAccess(ThreadGroup group) {
            if (StackWalker.getInstance()
                    .walk(frames -> frames.anyMatch(
                            frame -> frame.getClassName().startsWith("com.trubrics.appender.internal.delivery.")))) {
                throw new SecurityException("a thread");
            }
        }
    }
}
