package com.trubrics.jars;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.jars.bundles.Log4j2Bundle;
import com.trubrics.jars.bundles.LogbackBundle;
import com.trubrics.jars.bundles.Slf4jBundle;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** A bundle that logs, in Felix. */
class OsgiTest {

    @TempDir
    private Path workplace;

    @ParameterizedTest
    @ValueSource(strings = {"jars.logback.oldest", "jars.logback.newest"})
    void anAppenderThatABundleMakesDelivers(String version) throws Exception {
        Path shop = bundle(
                LogbackBundle.class,
                "org.osgi.framework,org.slf4j,org.slf4j.spi,ch.qos.logback.classic,ch.qos.logback.classic.spi,"
                        + "ch.qos.logback.core,ch.qos.logback.core.spi,com.trubrics.appender,com.trubrics.appender.logback",
                Map.of());
        assertDelivers(logback(version), List.of(shop));
    }

    /** Joran looks for classes where those of logback-classic are. A fragment makes the appender's package visible there. */
    @ParameterizedTest
    @ValueSource(strings = {"jars.logback.oldest", "jars.logback.newest"})
    void logbackFindsTheAppenderThroughTheFragmentThatHoldsItsConfiguration(String version) throws Exception {
        Path fragment = jar(
                "logging.jar",
                Map.of(
                        Constants.BUNDLE_SYMBOLICNAME, "com.acme.logging",
                        Constants.FRAGMENT_HOST, "ch.qos.logback.classic",
                        Constants.IMPORT_PACKAGE, "com.trubrics.appender.logback"),
                Map.of("logback.xml", "/config/logback.xml"));
        Path shop =
                bundle(Slf4jBundle.class, "org.osgi.framework,org.slf4j,org.slf4j.spi,com.trubrics.appender", Map.of());
        assertDelivers(logback(version), List.of(fragment, shop));
    }

    /** Log4j2 itself looks for plugins in the bundles that are active. */
    @ParameterizedTest
    @ValueSource(strings = {"jars.log4j.oldest", "jars.log4j.newest"})
    void log4j2FindsTheAppenderInItsBundle(String version) throws Exception {
        Path shop = bundle(
                Log4j2Bundle.class,
                "org.osgi.framework,org.apache.logging.log4j,org.apache.logging.log4j.message,"
                        + "org.apache.logging.log4j.util,org.apache.logging.log4j.core,"
                        + "org.apache.logging.log4j.core.config,com.trubrics.appender",
                Map.of("config/log4j2.xml", "/config/log4j2.xml"));
        assertDelivers(log4j2(version), List.of(shop));
    }

    private void assertDelivers(List<Path> libraries, List<Path> application) throws Exception {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            List<String> command = new ArrayList<>(Program.java());
            command.addAll(List.of(
                    "-cp",
                    whereIs(FelixProgram.class) + File.pathSeparator + whereIs(FrameworkFactory.class),
                    FelixProgram.class.getName(),
                    workplace.resolve("felix").toString(),
                    server.host().toString()));
            Stream.of(libraries, application)
                    .flatMap(List::stream)
                    .map(jar -> jar.toUri().toString())
                    .forEach(command::add);
            String printed = Program.run(workplace, command);
            assertThat(server.good()).as(printed).singleElement().satisfies(event -> {
                assertThat(event.name()).isEqualTo("Sign Up");
                assertThat(event.property("seats")).isEqualTo(3);
            });
        }
    }

    private static List<Path> logback(String version) {
        List<Path> jars = new ArrayList<>(Jars.bundles());
        jars.addAll(List.of(
                Jars.framework("slf4j-api", System.getProperty("jars.slf4j")),
                Jars.framework("logback-core", System.getProperty(version)),
                Jars.framework("logback-classic", System.getProperty(version)),
                Jars.CORE.path(),
                Jars.LOGBACK.path()));
        return jars;
    }

    private static List<Path> log4j2(String version) {
        return List.of(
                Jars.framework("log4j-api", System.getProperty(version)),
                Jars.framework("log4j-core", System.getProperty(version)),
                Jars.CORE.path(),
                Jars.LOG4J2.path());
    }

    /** The application. */
    private Path bundle(Class<? extends BundleActivator> activator, String imports, Map<String, String> resources)
            throws IOException {
        Map<String, String> headers = Map.of(
                Constants.BUNDLE_SYMBOLICNAME,
                "com.acme.shop",
                Constants.BUNDLE_ACTIVATOR,
                activator.getName(),
                Constants.IMPORT_PACKAGE,
                imports);
        String code = activator.getName().replace('.', '/') + ".class";
        return jar(
                "shop.jar",
                headers,
                Stream.concat(resources.entrySet().stream(), Stream.of(Map.entry(code, "/" + code)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Its resources: where in the jar, and where they come from. */
    private Path jar(String name, Map<String, String> headers, Map<String, String> resources) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.forEach(attributes::putValue);
        Path jar = workplace.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                out.putNextEntry(new ZipEntry(resource.getKey()));
                try (InputStream in = OsgiTest.class.getResourceAsStream(resource.getValue())) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    private static String whereIs(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
