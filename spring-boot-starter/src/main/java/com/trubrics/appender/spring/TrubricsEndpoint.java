package com.trubrics.appender.spring;

import com.trubrics.appender.TrubricsClient;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/trubrics}: the figures of each destination, with its rules. */
@Endpoint(id = "trubrics")
final class TrubricsEndpoint {

    /** What Actuator shows. Never blocks, and never contains an API key. */
    @ReadOperation
    public Map<String, List<Map<String, Object>>> destinations() {
        return Map.of(
                "destinations",
                TrubricsClient.allStats().stream().map(DeliveryFigures::of).toList());
    }
}
