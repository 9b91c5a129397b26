package com.trubrics.appender.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a jar's files below {@code META-INF/native-image} open to reflection, and which resources they keep, as GraalVM
 * reads them. Nothing else is there in a native image.
 */
public final class NativeImageMetadata {
    private static final String OURS = "META-INF/native-image/com.trubrics/";
    private static final String OF_LOG4J2 = "META-INF/native-image/log4j-generated/com.trubrics/";

    private final List<Map<String, String>> types;
    private final List<String> resources;

    private NativeImageMetadata(List<Map<String, String>> types, List<String> resources) {
        this.types = types;
        this.resources = resources;
    }

    /** Of the artifact of this name, which a class loader finds. */
    public static NativeImageMetadata of(String artifact, ClassLoader loader) {
        List<Map<String, String>> types = Stream.of(OURS, OF_LOG4J2)
                .flatMap(place -> read(loader, place + artifact + "/reflect-config.json", "[]"))
                .flatMap(json -> RawJson.elements(json).stream())
                .map(RawJson::members)
                .toList();
        List<String> resources = read(loader, OURS + artifact + "/resource-config.json", "{}")
                .map(json -> member(RawJson.members(json), "resources", "{}"))
                .map(json -> member(RawJson.members(json), "includes", "[]"))
                .flatMap(json -> RawJson.elements(json).stream())
                .map(json -> text(RawJson.members(json), "pattern"))
                .toList();
        return new NativeImageMetadata(types, resources);
    }

    private static Stream<String> read(ClassLoader loader, String file, String absent) {
        try (InputStream in = loader.getResourceAsStream(file)) {
            return Stream.of(in == null ? absent : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a class can be found by name, or be found to be absent. */
    public boolean knows(String type) {
        return entries(type).findAny().isPresent();
    }

    /** Whether an object can be made by this constructor. */
    public boolean allows(Constructor<?> constructor) {
        return entries(constructor.getDeclaringClass().getName())
                .anyMatch(type -> isTrue(type, "allDeclaredConstructors")
                        || (isPublic(constructor.getModifiers()) && isTrue(type, "allPublicConstructors"))
                        || names(type, "<init>", constructor.getParameterTypes()));
    }

    /** Whether this method can be found in a class, which may inherit it, and be called. */
    public boolean allows(Method method, Class<?> of) {
        return entries(of.getName())
                .anyMatch(type -> (isPublic(method.getModifiers()) && isTrue(type, "allPublicMethods"))
                        || names(type, method.getName(), method.getParameterTypes()));
    }

    /** Whether this field can be found and written. */
    public boolean allows(Field field) {
        return entries(field.getDeclaringClass().getName())
                .anyMatch(type -> isTrue(type, "allDeclaredFields")
                        || RawJson.elements(member(type, "fields", "[]")).stream()
                                .map(RawJson::members)
                                .anyMatch(listed -> text(listed, "name").equals(field.getName())));
    }

    /** Whether a resource, named without a leading slash, is kept. */
    public boolean keeps(String resource) {
        return resources.stream().anyMatch(resource::matches);
    }

    private Stream<Map<String, String>> entries(String type) {
        return types.stream().filter(entry -> text(entry, "name").equals(type));
    }

    private static boolean names(Map<String, String> type, String method, Class<?>[] parameters) {
        List<String> wanted = Arrays.stream(parameters).map(Class::getName).toList();
        return RawJson.elements(member(type, "methods", "[]")).stream()
                .map(RawJson::members)
                .filter(listed -> text(listed, "name").equals(method))
                .anyMatch(listed -> RawJson.elements(member(listed, "parameterTypes", "[]")).stream()
                        .map(RawJson::text)
                        .toList()
                        .equals(wanted));
    }

    private static String member(Map<String, String> object, String name, String absent) {
        return object.getOrDefault(name, absent);
    }

    private static String text(Map<String, String> object, String name) {
        return RawJson.text(member(object, name, "\"\""));
    }

    private static boolean isTrue(Map<String, String> type, String flag) {
        return "true".equals(type.get(flag));
    }

    private static boolean isPublic(int modifiers) {
        return Modifier.isPublic(modifiers);
    }
}
