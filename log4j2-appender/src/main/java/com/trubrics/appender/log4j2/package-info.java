/** The appender for Log4j2 2.20 to 2.26. */
@NullMarked
package com.trubrics.appender.log4j2;

import org.jspecify.annotations.NullMarked;
