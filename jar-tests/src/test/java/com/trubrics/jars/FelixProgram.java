package com.trubrics.jars;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Starts bundles in Felix, and stops them. In a JVM with nothing else on its class path, as containers have it. */
final class FelixProgram {

    private FelixProgram() {}

    /** Takes the folder of Felix, the host to deliver to, and the URLs of the bundles, of which the last one logs. */
    public static void main(String... arguments) throws Exception {
        Framework felix = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, arguments[0]));
        System.setProperty("trubrics.host", arguments[1]);
        felix.start();
        List<Bundle> bundles = new ArrayList<>();
        // All are installed before the first one starts, as they need each other.
        for (String url : List.of(arguments).subList(2, arguments.length)) {
            bundles.add(felix.getBundleContext().installBundle(url));
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        felix.stop();
        felix.waitForStop(0);
    }
}
