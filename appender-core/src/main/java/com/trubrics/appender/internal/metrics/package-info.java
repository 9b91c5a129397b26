/** Publishes the statistics of destinations in the application's metrics systems. */
@NullMarked
package com.trubrics.appender.internal.metrics;

import org.jspecify.annotations.NullMarked;
