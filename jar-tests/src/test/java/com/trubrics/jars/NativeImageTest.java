package com.trubrics.jars;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.NativeImageMetadata;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the four jars, as they are published, look up at run time. In a native image only that is found which metadata
 * names, or which GraalVM sees by itself.
 */
class NativeImageTest {
    private static final String ROOT = "com.trubrics.appender.";

    /** Looks something up by a name, or lists what is there. */
    private static final Pattern LOOKUP = Pattern.compile(String.join(
            "|",
            "java\\.lang\\.Class\\.(forName|get(Declared)?(Method|Field|Constructor)s?|getRecordComponents|getResource.*)",
            "java\\.lang\\.ClassLoader\\.(loadClass|getResource.*|getSystemResource.*)",
            "java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\.(find|unreflect).*",
            "java\\.lang\\.reflect\\.Proxy\\.newProxyInstance",
            "java\\.util\\.ServiceLoader\\.load",
            "java\\.util\\.ResourceBundle\\.getBundle",
            "java\\.io\\.ObjectInputStream\\.readObject"));

    private static final Pattern CLASS_NAME = Pattern.compile("([a-z]\\w*\\.)+[A-Z]\\w*(\\$\\w+)*");

    /** Who looks something up, and why that works. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(
                    "log4j2.OptionAttributesVisitor", "the builder's fields are declared, and Log4j2 declares its own"),
            Map.entry("shaded.kotlin.internal.PlatformImplementations$ReflectThrowable", "only on Android"),
            Map.entry(
                    "shaded.kotlin.internal.jdk7.JDK7PlatformImplementations$ReflectSdkVersion", "absent: not Android"),
            Map.entry("shaded.kotlin.jvm.internal.Reflection", "absent: Kotlin's reflection is another jar"),
            Map.entry("shaded.okhttp3.internal.platform.BouncyCastlePlatform", "absent: the JVM's TLS is used"),
            Map.entry("shaded.okhttp3.internal.platform.ConscryptPlatform", "absent: the JVM's TLS is used"),
            Map.entry("shaded.okhttp3.internal.platform.Jdk8WithJettyBootPlatform", "only on Java 8"),
            Map.entry("shaded.okhttp3.internal.platform.Jdk8WithJettyBootPlatform$Companion", "only on Java 8"),
            Map.entry("shaded.okhttp3.internal.platform.Jdk9Platform", "declared: a method of SSLSocket"),
            Map.entry("shaded.okhttp3.internal.platform.OpenJSSEPlatform", "absent: the JVM's TLS is used"),
            Map.entry("shaded.okio.FileSystem", "declared: java.nio.file.Files"),
            Map.entry("shaded.okio.internal.ResourceFileSystem", "never called: we read no resources with Okio"),
            Map.entry("internal.config.FilterClass", "a filter of the application, which declares it"),
            Map.entry(
                    "internal.discover.ObjectMembers",
                    "objects of the application, which declares them or gets their text"),
            Map.entry("internal.path.Accessors", "accessors of the application's classes, which declares them"),
            Map.entry("internal.user.UserSourceCall", "a method of the application, which declares it"),
            Map.entry("internal.user.UserSourceCall$1", "a class of the application, which declares it"),
            Map.entry("logback.BeanFields", "beans of the application, which declares them or gets no fields"),
            Map.entry("logback.LogstashLibrary", "declared: the classes of logstash-logback-encoder"),
            Map.entry("spi.EventCaptures", "absent: a native image is no test"),
            Map.entry("internal.metrics.Exporters", "services, which GraalVM finds by itself"),
            Map.entry("internal.transport.http.UserAgent", "declared: version.properties"),
            Map.entry(
                    "internal.value.RecordAccessors", "records of applications, which declare them or get their text"));

    /** What the names in {@code LogstashLibrary} go on from. */
    private static final String LOGSTASH = "net.logstash.logback.";

    private static final NativeImageMetadata CORE =
            NativeImageMetadata.of("trubrics-appender-core", NativeImageTest.class.getClassLoader());

    private static final NativeImageMetadata LOGBACK =
            NativeImageMetadata.of("trubrics-logback-appender", NativeImageTest.class.getClassLoader());

    @Test
    void nothingElseLooksAnythingUp() {
        Map<String, Set<String>> lookups = new TreeMap<>();
        classes().forEach((name, pool) -> {
            Set<String> used = pool.methods().stream()
                    .filter(method -> LOOKUP.matcher(method).matches())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!used.isEmpty()) {
                lookups.put(name, used);
            }
        });

        assertThat(lookups.keySet()).as(lookups.toString()).containsExactlyInAnyOrderElementsOf(KNOWN.keySet());
    }

    @Test
    void everyClassThatIsLookedUpByNameIsDeclared() {
        assertThat(classes().values().stream()
                        .filter(pool -> pool.methods().contains("java.lang.Class.forName"))
                        .flatMap(pool -> pool.strings().stream())
                        .filter(text -> CLASS_NAME.matcher(text).matches()))
                .contains("org.conscrypt.Conscrypt$Version")
                .allMatch(type -> CORE.knows(type) || LOGBACK.knows(LOGSTASH + type));
    }

    /** What is in {@code META-INF} is for tools and people. */
    @Test
    void everyResourceIsKept() {
        assertThat(Jars.CORE.entries())
                .filteredOn(entry -> !entry.endsWith(".class") && !entry.startsWith("META-INF/"))
                .isNotEmpty()
                .allMatch(CORE::keeps);
    }

    /** Those of all jars, by their names without the root. */
    private static Map<String, ConstantPool> classes() {
        Map<String, ConstantPool> classes = new TreeMap<>();
        for (Jars jar : Jars.values()) {
            for (String entry : jar.entries()) {
                if (entry.endsWith(".class")) {
                    String name = entry.replace('/', '.').replaceFirst("\\.class$", "");
                    classes.put(name.replace(ROOT, ""), ConstantPool.of(jar.read(entry)));
                }
            }
        }
        return classes;
    }
}
