/** Prints batches on standard output: the dry run. */
@NullMarked
package com.trubrics.appender.internal.transport.console;

import org.jspecify.annotations.NullMarked;
