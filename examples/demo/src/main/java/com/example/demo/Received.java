package com.example.demo;

import com.trubrics.sandbox.RefusedRequest;
import com.trubrics.sandbox.RefusedRequest.Cause;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxServer;
import java.util.List;

/**
 * What the sandbox saw.
 *
 * @param events those it took, in order of arrival
 * @param refusals requests that were not as documented
 * @param requests those answered 200
 * @param turnedAway good requests answered 503
 * @param bytes the bodies of the requests answered 200
 */
record Received(List<ArrivedEvent> events, List<String> refusals, long requests, long turnedAway, long bytes) {

    static Received by(SandboxServer sandbox) {
        return of(sandbox.good(), sandbox.bad(), sandbox.acceptedRequests(), sandbox.acceptedBytes());
    }

    static Received of(List<SandboxEvent> good, List<RefusedRequest> bad, long requests, long bytes) {
        List<String> refusals = bad.stream()
                .filter(request -> request.cause() == Cause.MISTAKE)
                .map(Received::complaint)
                .toList();
        return new Received(
                good.stream().map(ArrivedEvent::of).toList(), refusals, requests, bad.size() - refusals.size(), bytes);
    }

    private static String complaint(RefusedRequest request) {
        return request.path() + " was answered " + request.status() + ": " + request.problems();
    }
}
