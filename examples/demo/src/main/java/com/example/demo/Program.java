package com.example.demo;

/** What a child JVM runs, and the files that it leaves beside its classes. */
enum Program {
    CHAT("com.example.chat.ChatApp", "chat"),
    TYPED_UPGRADE("com.example.chat.typed.TypedUpgrade", "typed");

    private final String mainClass;
    private final String files;

    Program(String mainClass, String files) {
        this.mainClass = mainClass;
        this.files = files;
    }

    String mainClass() {
        return mainClass;
    }

    String logFile() {
        return files + ".log";
    }

    String errorFile() {
        return files + ".err";
    }
}
