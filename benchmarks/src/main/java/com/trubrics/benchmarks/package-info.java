/** Measures the appenders beside their peers. */
@NullMarked
package com.trubrics.benchmarks;

import org.jspecify.annotations.NullMarked;
