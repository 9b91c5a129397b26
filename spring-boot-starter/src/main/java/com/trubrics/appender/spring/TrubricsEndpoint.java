package com.trubrics.appender.spring;

import com.trubrics.appender.TrubricsClient;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/trubrics}: the statistics of each destination, with its rules. */
@Endpoint(id = "trubrics")
final class TrubricsEndpoint {

    /** Returns the content of the endpoint. Never blocks, and never contains an API key. */
    @ReadOperation
    public Map<String, List<Map<String, Object>>> destinations() {
        return Map.of(
                "destinations",
                TrubricsClient.allStats().stream().map(DeliveryFigures::of).toList());
    }
}
