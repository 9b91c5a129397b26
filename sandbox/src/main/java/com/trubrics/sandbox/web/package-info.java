/** What the handlers of the sandbox share. It is not part of the API, and may change in any release. */
@NullMarked
package com.trubrics.sandbox.web;

import org.jspecify.annotations.NullMarked;
