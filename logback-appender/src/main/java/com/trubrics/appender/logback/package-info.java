/** The appender for Logback 1.3 to 1.6. */
@NullMarked
package com.trubrics.appender.logback;

import org.jspecify.annotations.NullMarked;
