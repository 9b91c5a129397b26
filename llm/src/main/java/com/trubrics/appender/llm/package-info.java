/**
 * Logs exchanges with language models, one structured line each, to the logger {@code com.trubrics.llm}. The adapters for
 * Spring AI and LangChain4j use it; applications set its {@link com.trubrics.appender.llm.LlmOptions options}. It does not
 * depend on an appender: for filters, rules and appenders, the line is like any other.
 */
@NullMarked
package com.trubrics.appender.llm;

import org.jspecify.annotations.NullMarked;
