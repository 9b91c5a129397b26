/** Collects which kinds of lines an application logs, and shows them to a sandbox on the same machine. */
@NullMarked
package com.trubrics.appender.internal.discover;

import org.jspecify.annotations.NullMarked;
