/** The Log4j2 appender: options in, log events out; everything else is the core's. */
@NullMarked
package com.trubrics.appender.log4j2;

import org.jspecify.annotations.NullMarked;
