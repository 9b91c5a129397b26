/** Finds the user of an event that names none, and creates pseudonyms for user IDs. */
@NullMarked
package com.trubrics.appender.internal.user;

import org.jspecify.annotations.NullMarked;
