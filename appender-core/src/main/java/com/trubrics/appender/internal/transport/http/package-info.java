/** Sends batches over HTTP; the only place of OkHttp. */
@NullMarked
package com.trubrics.appender.internal.transport.http;

import org.jspecify.annotations.NullMarked;
