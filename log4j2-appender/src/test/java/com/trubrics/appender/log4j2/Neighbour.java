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
import org.apache.logging.log4j.core.config.plugins.util.PluginManager;

/** An appender beside ours that tells when it takes a line; an element {@code <Neighbour>} of configurations. */
@Plugin(name = "Neighbour", category = Core.CATEGORY_NAME, elementType = Appender.ELEMENT_TYPE)
public final class Neighbour extends AbstractAppender {

    private Neighbour(String name) {
        super(name, null, null, true, Property.EMPTY_ARRAY);
    }

    /** Makes Log4j2 look for plugins in this package too: there is no index of those in tests. */
    @SuppressWarnings("deprecation")
    static void makeKnown() {
        PluginManager.addPackage(Neighbour.class.getPackageName());
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
