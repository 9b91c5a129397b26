/** The figures of destinations, as metrics systems of the application show them. */
@NullMarked
package com.trubrics.appender.internal.metrics;

import org.jspecify.annotations.NullMarked;
