/** The kinds of lines that applications log, and the event rules that the sandbox proposes for them. */
@NullMarked
package com.trubrics.sandbox.discover;

import org.jspecify.annotations.NullMarked;
