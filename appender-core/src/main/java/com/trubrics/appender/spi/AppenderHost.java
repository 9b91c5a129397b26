package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * What the core knows about its appender.
 *
 * @param owner the logging system (a LoggerContext), which stops as a whole
 * @param name the appender's name
 * @param diagnostics receives reports of problems
 * @param loggers returns all loggers with their current configuration, on any thread; none if they are unknown
 */
public record AppenderHost(
        Object owner, String name, Diagnostics diagnostics, Supplier<? extends Collection<LoggerSetup>> loggers) {}
