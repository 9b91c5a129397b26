package com.trubrics.jars;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Where the packaged jars are, and what is in them. */
enum Jars {
    CORE("appender-core", "trubrics-appender-core"),
    LOGBACK("logback-appender", "trubrics-logback-appender"),
    LOG4J2("log4j2-appender", "trubrics-log4j2-appender"),
    MICROMETER("micrometer", "trubrics-micrometer");

    private static final Path ROOT = Path.of(System.getProperty("jars.root")).normalize();

    private final String folder;
    private final String artifact;

    Jars(String folder, String artifact) {
        this.folder = folder;
        this.artifact = artifact;
    }

    Path target() {
        return ROOT.resolve(folder).resolve("target");
    }

    Path path() {
        return target().resolve(artifact + "-" + System.getProperty("jars.version") + ".jar");
    }

    /** The names of its files. */
    List<String> entries() {
        try (JarFile jar = new JarFile(path().toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(String entry) {
        return read(path(), entry);
    }

    String text(String entry) {
        return new String(read(entry), StandardCharsets.UTF_8);
    }

    Attributes manifest() {
        try (JarFile jar = new JarFile(path().toFile())) {
            return jar.getManifest().getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar that the build put beside the tests: of a framework in one of its versions. */
    static Path framework(String artifact, String version) {
        return existing(Path.of("target", "frameworks", artifact + "-" + version + ".jar"));
    }

    /** Those that only OSGi needs. */
    static List<Path> bundles() {
        try (var files = Files.list(Path.of("target", "bundles"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path path, String entry) {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.getInputStream(jar.getJarEntry(entry)).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path existing(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(path.toAbsolutePath() + " is missing");
        }
        return path;
    }
}
