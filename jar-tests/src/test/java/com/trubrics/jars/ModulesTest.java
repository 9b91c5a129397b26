package com.trubrics.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** An application that is a module, on a module path and as an image of its own. */
class ModulesTest {

    private static final String MAIN = "com.acme.shop/com.acme.shop.Shop";

    enum Framework {
        LOGBACK_OLDEST("logback", System.getProperty("jars.logback.oldest")),
        LOGBACK_NEWEST("logback", System.getProperty("jars.logback.newest")),
        LOG4J2_OLDEST("log4j2", System.getProperty("jars.log4j.oldest")),
        LOG4J2_NEWEST("log4j2", System.getProperty("jars.log4j.newest"));

        private final String name;
        private final String version;

        Framework(String name, String version) {
            this.name = name;
            this.version = version;
        }

        private boolean isLogback() {
            return name.equals("logback");
        }

        /** All that the application needs, and nothing that the appender does not bring or ask for. */
        private List<Path> jars() {
            return isLogback()
                    ? List.of(
                            Jars.CORE.path(),
                            Jars.LOGBACK.path(),
                            Jars.framework("logback-classic", version),
                            Jars.framework("logback-core", version),
                            Jars.framework("slf4j-api", System.getProperty("jars.slf4j")))
                    : List.of(
                            Jars.CORE.path(),
                            Jars.LOG4J2.path(),
                            Jars.framework("log4j-core", version),
                            Jars.framework("log4j-api", version));
        }

        private Path sources() {
            return Path.of("src", "test", "modules", name);
        }

        private List<String> arguments(String host) {
            Path configuration = Path.of(
                            "src", "test", "resources", "config", isLogback() ? "logback.xml" : "log4j2.xml")
                    .toAbsolutePath();
            return List.of(
                    "-Dtrubrics.host=" + host,
                    (isLogback() ? "-Dlogback.configurationFile=" : "-Dlog4j2.configurationFile=") + configuration);
        }

        /** What jlink does not find by itself, because it is looked up. */
        private String modulesOfTheImage() {
            return isLogback() ? "com.acme.shop,java.naming" : "com.acme.shop";
        }
    }

    @TempDir
    private Path workplace;

    @ParameterizedTest
    @EnumSource
    void deliversFromAModulePath(Framework framework) throws Exception {
        Path application = compile(framework);
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            List<String> command = new ArrayList<>(Program.java());
            command.addAll(framework.arguments(server.host().toString()));
            command.addAll(List.of("--module-path", modulePath(framework, application), "--module", MAIN));
            assertDelivered(Program.run(workplace, command), server);
        }
    }

    /** All but the oldest Log4j2, which is no module with a descriptor: jlink refuses such. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "LOG4J2_OLDEST")
    void deliversFromAnImage(Framework framework) throws Exception {
        assumeTrue(canLink(), "this JDK has neither jmods nor can it link from itself: jlink has nothing to work on");
        Path image = workplace.resolve("image");
        List<String> link = new ArrayList<>(Program.tool("jlink"));
        link.addAll(List.of(
                "--module-path",
                modulePath(framework, compile(framework)),
                "--add-modules",
                framework.modulesOfTheImage(),
                "--output",
                image.toString()));
        Program.run(workplace, link);
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            List<String> command = new ArrayList<>(Program.java(image));
            command.addAll(framework.arguments(server.host().toString()));
            command.addAll(List.of("--module", MAIN));
            assertDelivered(Program.run(workplace, command), server);
        }
    }

    @Test
    void coreHidesTheLibrariesThatItCarries() throws Exception {
        List<String> command = new ArrayList<>(Program.java());
        command.addAll(
                List.of("--module-path", Jars.CORE.path().toString(), "--describe-module", "com.trubrics.appender"));
        assertThat(Program.run(workplace, command).lines())
                .filteredOn(line -> line.startsWith("exports"))
                .containsExactlyInAnyOrder("exports com.trubrics.appender", "exports com.trubrics.appender.spi");
    }

    private Path compile(Framework framework) throws Exception {
        Path classes = workplace.resolve("application");
        try (Stream<Path> files = Files.walk(framework.sources())) {
            List<String> command = new ArrayList<>(Program.tool("javac"));
            command.addAll(List.of(
                    "-d",
                    classes.toString(),
                    "--module-path",
                    framework.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
            Program.run(workplace, command);
        }
        return classes;
    }

    private static String modulePath(Framework framework, Path application) {
        return Stream.concat(framework.jars().stream(), Stream.of(application))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean canLink() throws Exception {
        return Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods"))
                || Program.run(workplace, helpOfJlink()).contains("Linking from run-time image enabled");
    }

    private static List<String> helpOfJlink() {
        List<String> command = new ArrayList<>(Program.tool("jlink"));
        command.add("--help");
        return command;
    }

    private static void assertDelivered(String printed, SandboxServer server) {
        assertThat(printed).contains("true module com.trubrics.appender");
        assertThat(server.good()).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("Sign Up");
            assertThat(event.property("seats")).isEqualTo(3);
        });
    }
}
