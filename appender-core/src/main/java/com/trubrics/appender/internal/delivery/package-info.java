/** From accepted events to requests: queue, batches, what to do after each answer, stopping, sharing. */
@NullMarked
package com.trubrics.appender.internal.delivery;

import org.jspecify.annotations.NullMarked;
