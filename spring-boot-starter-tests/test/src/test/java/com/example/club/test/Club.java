package com.example.club.test;

import com.example.club.ClubApplication;
import com.trubrics.appender.testkit.BootApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The club in a JVM of its own, and visitors. */
final class Club extends BootApplication {
    static final String NOBODY = "nobody";

    static final String API_KEY = "key-of-the-club";

    /** Starts it with these arguments, and waits until it is open. */
    Club(Platform platform, List<String> properties) {
        super(platform.classPath(), ClubApplication.class, List.of(), properties);
    }

    /** The same on this class path, and with these arguments for its JVM. */
    Club(String classPath, List<String> jvmArguments, List<String> properties) {
        super(classPath, ClubApplication.class, jvmArguments, properties);
    }

    /** Starts it with a key, and waits until it is open. */
    Club(Platform platform, String host, String... properties) {
        this(platform, withKey(host, properties));
    }

    private static List<String> withKey(String host, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.addAll(List.of("--trubrics.host=" + host, "--trubrics.api-key=" + API_KEY, AMPLE_SHUTDOWN));
        return all;
    }

    /** Visits through one of the doors, as a member, or as "nobody". Throws if the club does not answer. */
    void visit(String door, Object id, String member) throws IOException, InterruptedException {
        int status = get("/" + door + "/" + id, member).statusCode();
        if (status != 200) {
            throw new IOException("visit " + id + ": " + status);
        }
    }

    /** Looks at a page, as a member, or as "nobody". */
    HttpResponse<String> get(String path, String member) throws IOException, InterruptedException {
        return send(member.equals(NOBODY) ? request(path) : request(path, member));
    }
}
