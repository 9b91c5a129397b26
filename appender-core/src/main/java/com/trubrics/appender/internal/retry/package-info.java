/**
 * The retry policy: an outcome and a history to a decision. Pure: it knows no batch, no queue, no thread and no clock;
 * time and chance are handed in.
 */
@NullMarked
package com.trubrics.appender.internal.retry;

import org.jspecify.annotations.NullMarked;
