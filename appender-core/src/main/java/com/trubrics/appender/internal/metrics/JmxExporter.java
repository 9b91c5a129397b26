package com.trubrics.appender.internal.metrics;

import com.trubrics.appender.DeliveryMXBean;
import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.spi.MetricsExporter;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Registers a {@link DeliveryMXBean} for each destination with the JVM's own MBean server. */
final class JmxExporter implements MetricsExporter {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Override
    public Export export(Supplier<DeliveryStats> stats) {
        StandardMBean bean = new StandardMBean(new DeliveryBean(stats), DeliveryMXBean.class, true);
        DeliveryStats now = stats.get();
        String key = now.keyFingerprint().isEmpty() ? DeliveryMXBean.NO_KEY : now.keyFingerprint();
        String name = "com.trubrics:type=Delivery,destination=" + ObjectName.quote(now.destination()) + ",key=" + key;
        try {
            ObjectName registered = register(bean, name);
            return () -> unregister(registered);
        } catch (JMException e) {
            throw new IllegalStateException("the MBean " + name + " cannot be registered", e);
        }
    }

    /** Another web application with its own copy of the core may send to the same destination. */
    private ObjectName register(StandardMBean bean, String name) throws JMException {
        for (int instance = 1; ; instance++) {
            try {
                return server.registerMBean(bean, new ObjectName(instance == 1 ? name : name + ",instance=" + instance))
                        .getObjectName();
            } catch (InstanceAlreadyExistsException taken) {
                // The next number may be free.
            }
        }
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            // It has already been removed.
        } catch (JMException e) {
            throw new IllegalStateException("the MBean " + name + " cannot be removed", e);
        }
    }
}
