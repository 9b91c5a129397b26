/** The figures of Trubrics as meters of Micrometer. */
@NullMarked
package com.trubrics.appender.micrometer;

import org.jspecify.annotations.NullMarked;
