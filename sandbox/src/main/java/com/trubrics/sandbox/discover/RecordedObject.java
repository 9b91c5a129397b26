package com.trubrics.sandbox.discover;

import com.trubrics.appender.internal.path.Members;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of the application: its text, and the plain properties that were read there. */
record RecordedObject(String text, Map<String, Object> members) implements Members {

    @Override
    public @Nullable Object member(String name) {
        return members.get(name);
    }

    @Override
    public String toString() {
        return text;
    }
}
