/** A local stand-in for the Trubrics API: a program with a live page, and a server for tests. */
@NullMarked
package com.trubrics.sandbox;

import org.jspecify.annotations.NullMarked;
