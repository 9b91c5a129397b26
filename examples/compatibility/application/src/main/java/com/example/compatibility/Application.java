package com.example.compatibility;

import java.util.Arrays;

/**
 * Calls each library on its class path, logs events, and calls the libraries again: whichever of the two loads a class
 * first, the other one must get along with it.
 */
public final class Application {
    /** On each framework: more than a batch. */
    static final int EVENTS = 25;

    private Application() {}

    /** Expects the names of {@link Framework frameworks} to log on. Prints a line for each library that it has called. */
    public static void main(String... frameworks) throws Exception {
        try (LocalServer server = LocalServer.start()) {
            for (Library library : Library.values()) {
                if (library.isPresent()) {
                    library.call(server);
                    System.out.println("called " + library.jar());
                }
            }
            Arrays.stream(frameworks).map(Framework::valueOf).forEach(framework -> framework.log(EVENTS));
            for (Library library : Library.values()) {
                if (library.isPresent()) {
                    library.call(server);
                }
            }
        }
        System.out.println("called all of them again");
    }
}
