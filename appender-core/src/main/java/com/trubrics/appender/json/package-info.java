/** The one place that reads and writes JSON. */
@NullMarked
package com.trubrics.appender.json;

import org.jspecify.annotations.NullMarked;
