/**
 * For an adapter of a logging framework: hand the options and the log calls to a {@link LogBridge}, which makes events of
 * them and delivers these. The appenders for Logback and Log4j2 use nothing else. May change between minor versions.
 */
@NullMarked
package com.trubrics.appender.spi;

import org.jspecify.annotations.NullMarked;
