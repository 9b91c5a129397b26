package com.trubrics.sandbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;

/** Reads the program's options: {@code --name value} or {@code --name=value}. */
final class CommandLine {
    private CommandLine() {}

    /**
     * Reads the options. If one is given twice, the last one counts.
     *
     * @throws IllegalArgumentException if an option is unknown or its value is unusable; the message is for the user
     */
    static SandboxOptions parse(List<String> args) {
        SandboxOptions options = SandboxOptions.onFreePort().withPort(SandboxOptions.DEFAULT_PORT);
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String[] option = rest.next().split("=", 2);
            options = with(options, option[0], option.length == 2 ? option[1] : next(rest, option[0]));
        }
        return options;
    }

    private static String next(Iterator<String> rest, String name) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " is not an option, or its value is missing");
        }
        return rest.next();
    }

    private static SandboxOptions with(SandboxOptions options, String name, String value) {
        return switch (name) {
            case "--port" -> options.withPort(number(name, value));
            case "--bind" -> options.withBind(address(value));
            case "--max-events" -> options.withMaxEvents(number(name, value));
            case "--api-key" -> options.withApiKey(value);
            default -> throw new IllegalArgumentException(name + " is not an option");
        };
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not " + value, e);
        }
    }

    private static InetAddress address(String value) {
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--bind must be an address of this machine, not " + value, e);
        }
    }
}
