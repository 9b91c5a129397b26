package com.trubrics.appender.testkit;

import com.trubrics.appender.testkit.Snippets.Snippet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java statements of the documentation, or a public class, compiled against the class path of the running test. */
public final class CompiledSnippet {
    private static final String NAME = "DocumentedCode";

    private final Snippet snippet;
    private final Path classes;

    private CompiledSnippet(Snippet snippet, Path classes) {
        this.snippet = snippet;
        this.classes = classes;
    }

    /**
     * Puts the statements into a method, or the class into another one, and compiles it.
     *
     * @param imports what the snippet leaves to the reader's development environment, {@code java.util.*}
     * @param variables what it takes for granted: the names of variables and their types
     * @param directory an empty one, for the source and its classes
     * @throws AssertionError with what the compiler said
     */
    public static CompiledSnippet compile(
            Snippet snippet, List<String> imports, Map<String, String> variables, Path directory) {
        Path source = directory.resolve(NAME + ".java");
        try {
            Files.writeString(source, source(snippet, imports, variables));
            compile(snippet, source, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CompiledSnippet(snippet, directory);
    }

    /** Runs the statements on this thread; only where they need no variables but this one. */
    public void run(Class<?> type, Object variable) {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass(NAME).getMethod("run", type).invoke(null, variable);
        } catch (InvocationTargetException e) {
            throw new AssertionError(snippet + " throws", e.getCause());
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(snippet.toString(), e);
        }
    }

    private static String source(Snippet snippet, List<String> imports, Map<String, String> variables) {
        boolean type = snippet.text().startsWith("public ");
        return """
                %s
                public class %s {
                    interface User { String id(); }
                    interface Chain { void doFilter(Object request, Object response); }
                    %s
                    public static void run(%s) throws Exception {
                        %s
                    }
                }
                """.formatted(
                        imports.stream().map(name -> "import " + name + ";").collect(Collectors.joining("\n")),
                        NAME,
                        type ? "static " + snippet.text() : "",
                        variables.entrySet().stream()
                                .map(variable -> variable.getValue() + " " + variable.getKey())
                                .collect(Collectors.joining(", ")),
                        type ? "" : snippet.text());
    }

    private static void compile(Snippet snippet, Path source, Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, files, problems, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new AssertionError(snippet + " does not compile: " + problems.getDiagnostics());
            }
        }
    }
}
