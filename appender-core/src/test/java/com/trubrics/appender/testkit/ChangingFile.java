package com.trubrics.appender.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A configuration file that is always whole, and newer each time it is written: whoever watches it sees each change. */
public final class ChangingFile {
    private final Path path;
    private Instant modified = Instant.now();

    /** Not there yet. */
    public ChangingFile(Path path) {
        this.path = path;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Replaces what it says. */
    public void write(String text) {
        Path draft = path.resolveSibling("draft-" + path.getFileName());
        modified = modified.plusSeconds(10);
        try {
            Files.writeString(draft, text);
            Files.setLastModifiedTime(draft, FileTime.from(modified));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
