/** What an application reads and calls: the client, the events, the counters. */
@NullMarked
package com.trubrics.appender;

import org.jspecify.annotations.NullMarked;
