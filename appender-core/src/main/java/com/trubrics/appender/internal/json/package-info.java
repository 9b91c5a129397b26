/** Writes events as JSON and reads the error bodies of servers. */
@NullMarked
package com.trubrics.appender.internal.json;

import org.jspecify.annotations.NullMarked;
