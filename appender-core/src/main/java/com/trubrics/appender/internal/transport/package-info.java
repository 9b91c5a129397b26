/** The port through which batches leave: what a way to send them must do, and what it answers. */
@NullMarked
package com.trubrics.appender.internal.transport;

import org.jspecify.annotations.NullMarked;
