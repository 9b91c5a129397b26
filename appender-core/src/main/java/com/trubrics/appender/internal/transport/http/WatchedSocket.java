package com.trubrics.appender.internal.transport.http;

/** A connection that tells the status of an answer of which no more may have arrived. */
interface WatchedSocket {
    StatusWatch watch();
}
