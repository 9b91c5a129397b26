/** Micrometer meters for the delivery of events. */
@NullMarked
package com.trubrics.appender.micrometer;

import org.jspecify.annotations.NullMarked;
