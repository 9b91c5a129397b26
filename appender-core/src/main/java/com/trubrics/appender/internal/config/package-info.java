/** Turns the texts of options into settings, and warns about mistakes. */
@NullMarked
package com.trubrics.appender.internal.config;

import org.jspecify.annotations.NullMarked;
