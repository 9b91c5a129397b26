/** Paths such as {@code order.items[-1].sku}: they read into values that were logged, and into text. */
@NullMarked
package com.trubrics.appender.internal.path;

import org.jspecify.annotations.NullMarked;
