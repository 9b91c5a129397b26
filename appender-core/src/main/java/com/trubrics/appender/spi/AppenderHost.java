package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * What a bridge knows of the appender that runs it.
 *
 * @param owner the logging system (a LoggerContext): what is stopped as a whole
 * @param name the appender's name
 * @param diagnostics where to say what is wrong
 * @param loggers returns all loggers as they are configured when it is called, on any thread; none if they are unknown
 */
public record AppenderHost(
        Object owner, String name, Diagnostics diagnostics, Supplier<? extends Collection<LoggerSetup>> loggers) {}
