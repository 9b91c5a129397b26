/** Holds events until they are sent: accepts or drops them, bounds memory, and counts every event once. */
@NullMarked
package com.trubrics.appender.internal.queue;

import org.jspecify.annotations.NullMarked;
