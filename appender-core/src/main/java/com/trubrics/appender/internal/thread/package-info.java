/** The threads of the library, which keep no reference to the application that caused them. */
@NullMarked
package com.trubrics.appender.internal.thread;

import org.jspecify.annotations.NullMarked;
