package com.trubrics.appender.log4j2;

import com.trubrics.appender.Diagnostics;
import java.lang.System.Logger.Level;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Warns about elements that Log4j2 accepts in any appender without a warning, and that have no effect in this one. */
final class IneffectiveElements {

    private IneffectiveElements() {}

    static void warnAbout(AbstractAppender.Builder<?> appender, Diagnostics diagnostics) {
        Property[] properties = appender.getPropertyArray();
        if (properties != null && properties.length > 0) {
            diagnostics.report(Level.WARNING, "<Property> has no effect here; use <StaticProperty>", null);
        }
        if (appender.getLayout() != null) {
            diagnostics.report(Level.WARNING, "a layout has no effect here: events are sent as JSON", null);
        }
    }
}
