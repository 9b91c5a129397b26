package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.NativeImageMetadata;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.config.plugins.PluginVisitorStrategy;
import org.apache.logging.log4j.core.config.plugins.processor.PluginCache;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.apache.logging.log4j.core.config.plugins.processor.PluginProcessor;
import org.junit.jupiter.api.Test;

/** Log4j2 finds everything by name, which a native image allows only where the metadata says so. */
class NativeImageTest {
    private static final ClassLoader LOADER = TrubricsAppender.class.getClassLoader();
    private static final NativeImageMetadata METADATA = NativeImageMetadata.of("trubrics-log4j2-appender", LOADER);

    @Test
    void theListOfPluginsIsKept() {
        assertThat(METADATA.keeps(PluginProcessor.PLUGIN_CACHE_FILE)).isTrue();
    }

    /** One without a factory, too: Log4j2 must know an element to hand it over. */
    @Test
    void everyPluginIsFound() throws Exception {
        assertThat(plugins())
                .contains(TrubricsAppender.class, StaticProperty.class, OptionElement.class)
                .allMatch(plugin -> METADATA.knows(plugin.getName()));
    }

    @Test
    void everyPluginCanBeMade() throws Exception {
        for (Class<?> plugin : plugins()) {
            assertThat(factories(plugin)).allMatch(factory -> METADATA.allows(factory, plugin));
        }
    }

    @Test
    void everyFieldThatLog4j2InjectsCanBeWritten() throws Exception {
        assertThat(injected()).isNotEmpty().allMatch(METADATA::allows);
    }

    @Test
    void whatInjectsOurOwnFieldsCanBeMade() throws Exception {
        assertThat(injected().stream()
                        .flatMap(field -> Arrays.stream(field.getAnnotations()))
                        .map(Annotation::annotationType)
                        .filter(type -> type.getPackage() == TrubricsAppender.class.getPackage())
                        .map(type ->
                                type.getAnnotation(PluginVisitorStrategy.class).value()))
                .isNotEmpty()
                .allSatisfy(visitor -> assertThat(METADATA.allows(visitor.getConstructor()))
                        .as(visitor.getName())
                        .isTrue());
    }

    /** Those of our own in the list that Log4j2 reads; tests have further ones. */
    private static Set<Class<?>> plugins() throws IOException, ClassNotFoundException {
        PluginCache cache = new PluginCache();
        cache.loadCacheFiles(LOADER.getResources(PluginProcessor.PLUGIN_CACHE_FILE));
        Set<Class<?>> plugins = new HashSet<>();
        for (Map<String, PluginEntry> category : cache.getAllCategories().values()) {
            for (PluginEntry plugin : category.values()) {
                if (plugin.getClassName().startsWith(TrubricsAppender.class.getPackageName())) {
                    plugins.add(Class.forName(plugin.getClassName()));
                }
            }
        }
        plugins.removeIf(plugin -> !sourceOf(plugin).equals(sourceOf(TrubricsAppender.class)));
        return plugins;
    }

    private static String sourceOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    private static List<Method> factories(Class<?> plugin) {
        return Arrays.stream(plugin.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(PluginFactory.class)
                        || method.isAnnotationPresent(PluginBuilderFactory.class))
                .toList();
    }

    /** The fields of all builders. */
    private static List<Field> injected() throws IOException, ClassNotFoundException {
        return plugins().stream()
                .flatMap(plugin -> factories(plugin).stream())
                .filter(factory -> factory.isAnnotationPresent(PluginBuilderFactory.class))
                .flatMap(factory -> Stream.of(factory.getReturnType().getDeclaredFields()))
                .filter(field -> field.getAnnotations().length > 0)
                .toList();
    }
}
