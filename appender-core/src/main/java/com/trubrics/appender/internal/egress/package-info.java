/** What leaves the process: the last decision about an event before it is queued. */
@NullMarked
package com.trubrics.appender.internal.egress;

import org.jspecify.annotations.NullMarked;
