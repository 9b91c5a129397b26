package com.trubrics.sandbox;

import java.time.Instant;
import java.util.List;

/**
 * One request that the sandbox has refused.
 *
 * @param number counts all accepted events and refused requests of a sandbox, from 1, in the order of arrival
 * @param receivedAt when it arrived
 * @param path where it was sent to
 * @param status the status of the answer; 0 if it got none
 * @param cause why it was refused
 * @param problems what was wrong with it, at least one
 * @param events how many events it contained, as far as it could be read
 * @param body the beginning of its body
 */
public record RefusedRequest(
        long number,
        Instant receivedAt,
        String path,
        int status,
        Cause cause,
        List<Problem> problems,
        int events,
        String body) {

    /** Why a request is refused. */
    public enum Cause {
        /** It does not match the API's documentation. */
        MISTAKE,
        /** The sandbox was set to give this answer. */
        SWITCH
    }

    /** Copies the problems. */
    public RefusedRequest {
        problems = List.copyOf(problems);
    }
}
