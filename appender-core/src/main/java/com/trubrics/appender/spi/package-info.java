/**
 * For adapters of logging frameworks. Pass the options and the log calls to an {@link AppenderCore}, which turns calls into
 * events and delivers them. The appenders for Logback and Log4j2 use nothing else. This package may change between minor
 * versions.
 */
@NullMarked
package com.trubrics.appender.spi;

import org.jspecify.annotations.NullMarked;
