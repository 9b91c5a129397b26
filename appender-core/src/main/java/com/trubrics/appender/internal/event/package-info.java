/** What the rest of the library needs to know about an event and a user does not. */
@NullMarked
package com.trubrics.appender.internal.event;

import org.jspecify.annotations.NullMarked;
