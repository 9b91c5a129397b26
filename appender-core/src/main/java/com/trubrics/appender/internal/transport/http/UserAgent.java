package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** {@code trubrics-java/<version>}. */
final class UserAgent {

    static final String TEXT = "trubrics-java/" + version();

    private UserAgent() {}

    /** From a file that the build fills in: a manifest does not survive being packed into another jar. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = Transport.class.getResourceAsStream("version.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
