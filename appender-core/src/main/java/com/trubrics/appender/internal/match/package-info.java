/** Matches names: loggers by prefix, and anything by patterns with wildcards. Allocates nothing. */
@NullMarked
package com.trubrics.appender.internal.match;

import org.jspecify.annotations.NullMarked;
