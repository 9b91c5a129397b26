/** Frozen property values: what was logged, copied on the calling thread so that nobody can change it later. */
@NullMarked
package com.trubrics.appender.internal.value;

import org.jspecify.annotations.NullMarked;
