package com.trubrics.appender.testkit;

/** What core carries inside. */
final class Libraries {
    private static final String SHADED = "com.trubrics.appender.shaded.";

    private Libraries() {}

    /** The package that OkHttp is in: relocated in the packaged core, where it is in the classes of a build. */
    static String okHttp() {
        String relocated = SHADED + "okhttp3";
        try {
            Class.forName(relocated + ".OkHttpClient", false, Libraries.class.getClassLoader());
            return relocated;
        } catch (ClassNotFoundException notPackaged) {
            return "okhttp3";
        }
    }
}
