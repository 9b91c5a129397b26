/**
 * LLM events from Spring AI: a handler of its observations, and the auto-configuration that registers it.
 */
@NullMarked
package com.trubrics.appender.springai;

import org.jspecify.annotations.NullMarked;
