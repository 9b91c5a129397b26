/** Sends batches over HTTP; the only place of OkHttp. */
@NullMarked
package com.trubrics.appender.transport.http;

import org.jspecify.annotations.NullMarked;
