/**
 * LLM events from LangChain4j: a {@link com.trubrics.appender.langchain4j.TrubricsChatModelListener listener} for models,
 * which also supports AI services.
 */
@NullMarked
package com.trubrics.appender.langchain4j;

import org.jspecify.annotations.NullMarked;
