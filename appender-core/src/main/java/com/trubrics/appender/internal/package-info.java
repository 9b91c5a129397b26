/**
 * Everything below this package is for the library itself: it may change with any version, and no module but the
 * library's own can see it.
 */
@NullMarked
package com.trubrics.appender.internal;

import org.jspecify.annotations.NullMarked;
