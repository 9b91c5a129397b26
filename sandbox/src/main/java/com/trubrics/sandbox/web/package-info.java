/** What the sandbox's handlers share; for the sandbox itself, and promised to nobody. */
@NullMarked
package com.trubrics.sandbox.web;

import org.jspecify.annotations.NullMarked;
