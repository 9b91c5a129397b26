/** Decides what leaves the process, before an event is queued. */
@NullMarked
package com.trubrics.appender.internal.egress;

import org.jspecify.annotations.NullMarked;
