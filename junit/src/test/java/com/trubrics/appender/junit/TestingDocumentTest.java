package com.trubrics.appender.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.trubrics.appender.testkit.CompiledSnippet;
import com.trubrics.appender.testkit.Snippets;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

class TestingDocumentTest {
    private static final List<String> IMPORTS = List.of(
            "com.trubrics.appender.junit.TrubricsEvents",
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.extension.RegisterExtension",
            "org.slf4j.*",
            "static com.trubrics.appender.junit.TrubricsAssertions.assertThat");

    @Test
    void theExampleCompilesAndPasses(@TempDir Path directory) throws Exception {
        CompiledSnippet.compile(Snippets.only("docs/testing.md", "java junit"), IMPORTS, Map.of(), directory);

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("DocumentedCode$SignUpTest")))
                    .execute()
                    .testEvents()
                    .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
        }
    }
}
