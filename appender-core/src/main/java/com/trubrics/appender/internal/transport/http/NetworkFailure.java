package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.report.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/**
 * Describes in plain words why an attempt failed. Names the server, never a header, a key or a proxy's credentials.
 *
 * @param server host and port of the destination; behind a proxy, another machine may have failed
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
        if (failure instanceof InterruptedIOException || attempt.isCancelled()) {
            return attempt.isConnected()
                    ? "no complete answer from " + server + " in time"
                    : "no connection to " + server + " in time";
        }
        if (failure instanceof SSLException || failure instanceof GeneralSecurityException) {
            return "TLS failure with " + server + ": " + message(failure);
        }
        if (failure instanceof SocketException) {
            String what = attempt.isConnected() ? "lost the connection to " : "cannot connect to ";
            return what + server + ": " + message(rootOf(failure));
        }
        return failure instanceof IOException ? ioFailure(failure) : unexpected(failure);
    }

    private String ioFailure(Exception failure) {
        if (failure instanceof EOFException || rootOf(failure) instanceof EOFException) {
            return server + " closed the connection before it had answered";
        }
        if (failure instanceof ProtocolException) {
            // Its message quotes what the server sent.
            return "the answer from " + server + " was cut short or is not valid HTTP";
        }
        return "request to " + server + " failed: " + message(failure);
    }

    /** For example, an exception from the application's proxy selector, whose message may contain anything. */
    private static String unexpected(Exception failure) {
        return "the request could not be made: " + failure.getClass().getSimpleName();
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
