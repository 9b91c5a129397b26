/** Internal information about events: their kind, their size, and trimming. */
@NullMarked
package com.trubrics.appender.internal.event;

import org.jspecify.annotations.NullMarked;
