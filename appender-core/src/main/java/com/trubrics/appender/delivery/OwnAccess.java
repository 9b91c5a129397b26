package com.trubrics.appender.delivery;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that know nothing of who caused them. Up to JDK 23 a new thread keeps the access rights of all code on
 * the stack, and so the class loaders of that code: one web application's log call would hold that application for as
 * long as others use the thread.
 */
final class OwnAccess {

    private OwnAccess() {}

    /** Runs the action with nobody's access rights but ours. */
    @SuppressWarnings("removal") // Deprecated with the security manager, but nothing else keeps the callers out.
    static <T> T only(PrivilegedAction<T> action) {
        return AccessController.doPrivileged(action);
    }
}
