package com.example.compatibility.test;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application and the appender use the same libraries in different versions, and neither notices the other. */
class CompatibilityTest {
    private static final ClassPath OLD = ClassPath.of("together-old");
    private static final ClassPath NEW = ClassPath.of("together-new");
    private static final ClassPath OLD_AND_NEW =
            NEW.before(OLD, "New and old versions on one class path, the new ones first");

    private static final List<ClassPath> ALL =
            Stream.concat(ClassPath.all().stream(), Stream.of(OLD_AND_NEW)).toList();

    private static final Table TABLE = new Table(ALL);

    static Stream<Arguments> theApplicationsOwnCallsWorkAndItsEventsArrive() {
        return ALL.stream()
                .flatMap(classPath -> Stream.of(Logging.values())
                        .filter(logging -> logging != Logging.BOTH
                                || List.of(OLD, NEW, OLD_AND_NEW).contains(classPath))
                        .map(logging -> Arguments.of(classPath, logging)));
    }

    @ParameterizedTest
    @MethodSource
    void theApplicationsOwnCallsWorkAndItsEventsArrive(ClassPath classPath, Logging logging) {
        TABLE.add(classPath, logging, Run.of(classPath, logging));
    }

    @AfterAll
    static void theDocumentationShowsTheTable() {
        System.out.println(TABLE);
        TABLE.assertIsIn("docs/compatibility.md");
    }
}
