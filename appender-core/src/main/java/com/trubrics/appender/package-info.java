/** The API for applications: the client, the events, the counters. */
@NullMarked
package com.trubrics.appender;

import org.jspecify.annotations.NullMarked;
