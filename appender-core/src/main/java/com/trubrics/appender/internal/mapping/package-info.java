/** From a log call to an event. Runs on the calling thread, without locks, threads or I/O. */
@NullMarked
package com.trubrics.appender.internal.mapping;

import org.jspecify.annotations.NullMarked;
