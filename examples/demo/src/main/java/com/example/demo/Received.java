package com.example.demo;

import java.util.List;

/**
 * What the stand-in saw.
 *
 * @param events those it took, in order of arrival
 * @param refusals requests that were not as documented
 * @param requests those answered 200
 * @param turnedAway good requests answered 503
 * @param bytes the bodies of the requests answered 200
 */
record Received(List<ArrivedEvent> events, List<String> refusals, int requests, int turnedAway, long bytes) {}
