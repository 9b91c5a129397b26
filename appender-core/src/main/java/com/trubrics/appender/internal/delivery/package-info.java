/** Sends accepted events in batches, handles the answers, stops in time, and shares pipelines. */
@NullMarked
package com.trubrics.appender.internal.delivery;

import org.jspecify.annotations.NullMarked;
