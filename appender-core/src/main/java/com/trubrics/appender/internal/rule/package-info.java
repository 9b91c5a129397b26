/** Event rules: which log lines they match, and what they read from them. */
@NullMarked
package com.trubrics.appender.internal.rule;

import org.jspecify.annotations.NullMarked;
