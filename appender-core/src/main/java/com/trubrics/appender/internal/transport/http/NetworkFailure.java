package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.report.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Describes in plain words why an attempt failed. Names the server and, because either may be the cause, the proxy in front of
 * it; never a header, a key or a proxy's credentials.
 *
 * @param server host and port of the destination
 * @param secrets removes secrets from texts of other libraries and servers
 */
record NetworkFailure(String server, Secrets secrets) {

    /** Returns the description in one line. */
    String inWords(Exception failure, CallProgress attempt) {
        if (failure instanceof ProxyCredentials.RefusedException) {
            return StatusTable.PROXY_REFUSES;
        }
        if (failure instanceof NameService.NoAnswerException) {
            return "no answer from the name service for " + message(failure) + " in time";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host: " + message(failure);
        }
        if (failure instanceof IOException || failure instanceof GeneralSecurityException || attempt.isCancelled()) {
            return between(failure, attempt, peer(attempt.proxy()));
        }
        // For example, an exception from the application's proxy selector, whose message may contain anything.
        return "the request could not be made: " + failure.getClass().getSimpleName();
    }

    private String peer(@Nullable InetSocketAddress proxy) {
        return proxy == null ? server : server + " through the proxy " + proxy.getHostString() + ":" + proxy.getPort();
    }

    private String between(Exception failure, CallProgress attempt, String peer) {
        if (failure instanceof InterruptedIOException || attempt.isCancelled()) {
            return attempt.isConnected()
                    ? "no complete answer from " + peer + " in time"
                    : "no connection to " + peer + " in time";
        }
        if (failure instanceof SSLException || failure instanceof GeneralSecurityException) {
            return "TLS failure with " + peer + ": " + message(failure);
        }
        if (failure instanceof SocketException) {
            String what = attempt.isConnected() ? "lost the connection to " : "cannot connect to ";
            return what + peer + ": " + message(rootOf(failure));
        }
        if (failure instanceof EOFException || rootOf(failure) instanceof EOFException) {
            return peer + " closed the connection before it had answered";
        }
        if (failure instanceof ProtocolException) {
            // Its message quotes what the server sent.
            return "the answer from " + peer + " was cut short or is not valid HTTP";
        }
        return "request to " + peer + " failed: " + message(failure);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause == failure ? failure : rootOf(cause);
    }

    private String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : SafeText.of(secrets.hide(message));
    }
}
