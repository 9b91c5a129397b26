package com.trubrics.appender.testkit;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What the library has registered with the JVM's MBean server. */
public final class PublishedBeans {
    private PublishedBeans() {}

    /** The names of those that are there now. */
    public static Set<ObjectName> names() {
        try {
            return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("com.trubrics:*"), null);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
