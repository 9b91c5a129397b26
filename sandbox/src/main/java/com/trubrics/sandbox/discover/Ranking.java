package com.trubrics.sandbox.discover;

import java.util.List;
import java.util.regex.Pattern;

/** Orders kinds of lines: those that say what a user has done come first. */
final class Ranking {
    private static final int USER = 40;
    private static final int MAYBE_USER = 10;
    private static final int PAST_TENSE = 25;
    private static final int EXCHANGE = 35;
    private static final int AUDIT = 25;
    private static final int VARIES = 5;
    private static final int LIBRARY = -40;
    private static final int TROUBLE = -15;
    private static final int NOISE = -20;
    private static final int EVENT_ALREADY = -100;

    /** From this many lines on, a kind that makes up a third of them counts as noise. */
    private static final long ENOUGH_LINES = 60;

    private static final int NOISY_SHARE = 3;

    private static final Pattern AUDIT_NAME = Pattern.compile(
            "(?i).*(audit|access|security|activity|tracking|analytics|usage|web_?log|sys-user|operation_?log).*");

    /** Forms of the past tense in other languages. */
    private static final Pattern HAPPENED_ELSEWHERE =
            Pattern.compile("成功|已\\p{L}|しました|했습니다|\\b(?:hat|haben|wurde|wurden|est|ont|ha|han|foi)\\b");

    private static final List<String> LIBRARIES = List.of(
            "org.springframework.",
            "org.hibernate.",
            "org.apache.",
            "org.eclipse.jetty.",
            "com.zaxxer.",
            "io.netty.",
            "io.undertow.",
            "io.lettuce.",
            "liquibase.",
            "org.flywaydb.",
            "org.quartz.",
            "com.netflix.",
            "reactor.",
            "sun.",
            "jdk.",
            "java.",
            "javax.",
            "jakarta.",
            "com.mongodb.",
            "org.mongodb.");

    private Ranking() {}

    /**
     * Returns how promising a kind is.
     *
     * @param all how many lines the application has logged
     */
    static int score(Reading reading, Counted counted, long all) {
        Kind kind = reading.kind();
        int score = user(reading);
        score += hasPastTense(kind.words()) ? PAST_TENSE : 0;
        boolean exchange = Chat.of(reading).isOne();
        score += exchange ? EXCHANGE : 0;
        score += isAudit(kind) ? AUDIT : 0;
        score += reading.line().holes().isEmpty() ? 0 : VARIES;
        score += !exchange && isOfLibrary(kind.logger()) ? LIBRARY : 0;
        score += kind.level().equals("WARN") || kind.level().equals("ERROR") ? TROUBLE : 0;
        score += all >= ENOUGH_LINES && counted.lines() * NOISY_SHARE > all ? NOISE : 0;
        return score + (counted.events() > 0 && counted.events() == counted.lines() ? EVENT_ALREADY : 0);
    }

    /** A user whom the line names counts more than one who merely was signed in. */
    private static int user(Reading reading) {
        List<UserGuess> users = UserGuess.of(reading);
        if (users.stream().anyMatch(user -> user.path() != null && user.score() >= UserGuess.LIKELY)) {
            return USER;
        }
        return users.stream().anyMatch(user -> user.score() > 1) ? MAYBE_USER : 0;
    }

    private static boolean hasPastTense(String words) {
        if (HAPPENED_ELSEWHERE.matcher(words).find()) {
            return true;
        }
        for (String word : words.split("[^A-Za-z]+", -1)) {
            if (EventName.isPast(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAudit(Kind kind) {
        String logger = kind.logger();
        return AUDIT_NAME.matcher(logger.substring(logger.lastIndexOf('.') + 1)).matches()
                || kind.markers().stream()
                        .anyMatch(marker -> AUDIT_NAME.matcher(marker).matches());
    }

    private static boolean isOfLibrary(String logger) {
        // What Apache's own applications log about their users is worth as much as anybody's.
        return LIBRARIES.stream().anyMatch(logger::startsWith)
                && !AUDIT_NAME.matcher(logger).matches();
    }
}
