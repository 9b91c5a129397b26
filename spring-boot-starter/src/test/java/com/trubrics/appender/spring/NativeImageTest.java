package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.NativeImageMetadata;
import org.junit.jupiter.api.Test;

/** What is looked up by name, in a native image. Spring declares the listener and the beans itself. */
class NativeImageTest {
    private static final NativeImageMetadata METADATA =
            NativeImageMetadata.of("trubrics-spring-boot-starter", OptionalLibrary.class.getClassLoader());

    @Test
    void optionalLibrariesCanBeFound() {
        assertThat(OptionalLibrary.values())
                .extracting(OptionalLibrary::className)
                .allMatch(METADATA::knows);
    }

    /** As a user source, which the appender calls by its name. */
    @Test
    void theCurrentUserCanBeAskedFor() throws Exception {
        assertThat(METADATA.allows(CurrentUser.class.getMethod("id"), CurrentUser.class))
                .isTrue();
    }
}
