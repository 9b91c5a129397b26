package com.trubrics.appender.testkit;

import com.trubrics.appender.internal.transport.http.Endpoint;
import java.util.List;
import java.util.Map;

/**
 * One request as it arrived, whatever was answered.
 *
 * @param endpoint where
 * @param headers by lower-case name
 * @param events the body's elements
 */
public record RecordedRequest(Endpoint endpoint, Map<String, String> headers, List<RecordedEvent> events) {}
