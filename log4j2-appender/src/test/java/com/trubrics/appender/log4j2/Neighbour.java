package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.Witness;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/** An appender beside ours that tells when it takes a line; an element {@code <Neighbour>} of configurations. */
@Plugin(name = "Neighbour", category = Core.CATEGORY_NAME, elementType = Appender.ELEMENT_TYPE)
public final class Neighbour extends AbstractAppender {

    private Neighbour(String name) {
        super(name, null, null, true, Property.EMPTY_ARRAY);
    }

    /** Called by Log4j2. */
    @PluginFactory
    public static Neighbour create(@PluginAttribute("name") String name) {
        return new Neighbour(name);
    }

    @Override
    public void append(LogEvent event) {
        Witness.neighbourTookALine();
    }
}
