/** Who did it, if the log call does not say so; and pseudonyms for user IDs. */
@NullMarked
package com.trubrics.appender.internal.user;

import org.jspecify.annotations.NullMarked;
