package com.trubrics.sandbox.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar as it is published: a program, and nothing that meets the libraries of those who test with it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SandboxJarTest {
    private static final Path JAR = Path.of(System.getProperty("sandbox.jar"));

    /** Names of classes of the libraries, as class files spell them, unless they are relocated. */
    private static final Pattern FOREIGN =
            Pattern.compile("(?<!com/trubrics/sandbox/shaded/)\\b(com/fasterxml|okhttp3|okio|kotlin)/[a-zA-Z]");

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void itRunsAlone() throws Exception {
        Process process = start("--port", "0");
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null && !line.contains("host=")) {
                line = output.readLine();
            }
            assertThat(line).isNotNull();
            Api api = new Api(URI.create(line.substring(line.indexOf("http"))));
            api.user("u-42", "Sign Up", Instant.now(), "{}");
            assertThat(api.userStatus()).isEqualTo(200);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroy();
        }
    }

    @Test
    void itRefusesToStartWithAnOptionThatIsWrong() throws Exception {
        Process process = start("--port=none");
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--port must be a whole number, not none", "--help");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void allItCarriesIsRelocated() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> classes = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classes).isNotEmpty().allMatch(name -> name.startsWith("com/trubrics/sandbox/"));
            for (String name : classes) {
                String text =
                        new String(jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), ISO_8859_1);
                assertThat(FOREIGN.matcher(text).find()).as(name).isFalse();
            }
        }
    }

    @Test
    void theLicencesOfWhatItCarriesAreInIt() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
        }
        assertThat(Files.size(JAR)).isLessThan(6_000_000);
    }
}
