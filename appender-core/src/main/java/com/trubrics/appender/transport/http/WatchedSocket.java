package com.trubrics.appender.transport.http;

/** A connection that tells the status of an answer of which no more may have arrived. */
interface WatchedSocket {
    StatusWatch watch();
}
