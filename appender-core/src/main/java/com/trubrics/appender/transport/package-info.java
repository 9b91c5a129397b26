/** From encoded bytes to the outcome of one HTTP attempt. The only place that knows OkHttp. */
@NullMarked
package com.trubrics.appender.transport;

import org.jspecify.annotations.NullMarked;
