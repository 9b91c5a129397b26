package com.example.compatibility;

import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library that the application may have. The classes that call one are loaded only where it is there, hence the
 * switch: a method reference would load them all.
 */
enum Library {
    OKHTTP("okhttp3.OkHttpClient"),
    OKIO("okio.Okio"),
    KOTLIN("kotlin.KotlinVersion"),
    JACKSON("com.fasterxml.jackson.core.JsonFactory"),
    OPENAI("com.openai.client.okhttp.OpenAIOkHttpClient"),
    SPRING_AI("org.springframework.ai.chat.model.ChatModel");

    private static final Pattern JAR = Pattern.compile("([^/]+)-(\\d[^/-]*)\\.jar!/");

    private final String resource;

    Library(String type) {
        this.resource = type.replace('.', '/') + ".class";
    }

    boolean isPresent() {
        return find() != null;
    }

    /** Its jar and version; of a fat jar the library's class alone. */
    String jar() {
        Matcher jar = JAR.matcher(String.valueOf(find()));
        String last = resource;
        while (jar.find()) {
            last = jar.group(1) + " " + jar.group(2);
        }
        return last;
    }

    /** Throws where the library does not work as it should. */
    void call(LocalServer server) throws Exception {
        switch (this) {
            case OKHTTP -> OkHttpCall.make(server);
            case OKIO -> OkioCall.make(server);
            case KOTLIN -> KotlinCall.make();
            case JACKSON -> JacksonCall.make();
            case OPENAI -> OpenAiCall.make(server);
            case SPRING_AI -> SpringAiCall.make(server);
        }
    }

    private URL find() {
        return Library.class.getClassLoader().getResource(resource);
    }

    /** Compares what a library has answered. */
    static void check(String expected, String seen) {
        if (!expected.equals(seen)) {
            throw new IllegalStateException("expected " + expected + " but got " + seen);
        }
    }
}
