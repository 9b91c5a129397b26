package com.trubrics.appender.log4j2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/**
 * Elements without text of their own, such as {@code <host value="https://..."/>}. Log4j2's XML reader passes them on as
 * blank attributes. A blank attribute means "not set", but such an element was meant to set something. Used while
 * configuring.
 */
final class TextlessElements {

    private TextlessElements() {}

    /** Returns whether the file has an element of that name, which was read as a blank attribute. Never throws. */
    static boolean include(String name, Configuration configuration) {
        if (!(configuration instanceof XmlConfiguration)) {
            return false;
        }
        try (InputStream file =
                configuration.getConfigurationSource().resetInputStream().getInputStream()) {
            String xml = new String(file.readAllBytes(), StandardCharsets.UTF_8); // names of options are ASCII
            return Pattern.compile("<" + Pattern.quote(name) + "[\\s/>]")
                    .matcher(xml)
                    .find();
        } catch (IOException | RuntimeException unreadable) {
            return false; // a source that can be read only once
        }
    }
}
