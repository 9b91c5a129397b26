/** What both appenders are made of: options in, log calls in, events out. */
@NullMarked
package com.trubrics.appender.bridge;

import org.jspecify.annotations.NullMarked;
