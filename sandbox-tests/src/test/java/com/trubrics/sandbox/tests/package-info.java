@NullMarked
package com.trubrics.sandbox.tests;

import org.jspecify.annotations.NullMarked;
