package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that may be the user of a line.
 *
 * @param path the path that reads the user in the line; null if {@code source} names the user
 * @param source the option {@code userSource}; null if {@code path} reads the user
 * @param value an example
 * @param score how likely this is the user; it is proposed from {@link #LIKELY} on
 * @param configured whether the application's appender finds this user without any rule
 */
record UserGuess(@Nullable String path, @Nullable String source, String value, int score, boolean configured) {
    static final int LIKELY = 50;

    private static final int CERTAIN = 100;
    private static final int BY_NAME = 90;
    private static final int BY_SOURCE = 80;
    private static final int BY_NAME_ELSEWHERE = 85;
    private static final int BY_EMAIL = 70;
    private static final int BY_SHAPE = 60;
    private static final int BY_WEAK_NAME = 55;
    private static final int BY_ID = 20;

    private static final int MAX_CHARS = 200;

    private static final Pattern NAME = Pattern.compile(
            "(.*[_.-])?(user|uid|userid|user_?name|user_id|user_?uuid|login|login_?name|login_?id|principal|actor|member_id|customer_id|subject|sub|nickname|account_id|account_record_id|created_by|updated_by)");

    /** The same in further languages. */
    private static final Pattern NAME_ELSEWHERE = Pattern.compile(
            "(.*_)?(benutzer|nutzer|anwender|kunde|kundin|mitglied|utilisateur|utilisatrice|usuario|usuário|utente"
                    + "|gebruiker|klant|пользователь)(_?(id|name|nr|nummer))?"
                    + "|.*(用户|用戶|账号|帐号|账户|帳號|会员|客户|ユーザー?|利用者|会員|顧客|アカウント|사용자|회원|고객)(名|_?id|番号)?");

    private static final Pattern WEAK_NAME = Pattern.compile(
            "(.*[_.-])?(account|compte|cuenta|konto|cliente|owner|operator|member|customer|author|by|who|tenant_user|employee|client_id|signed_in)");
    private static final Pattern EMAIL_NAME = Pattern.compile("(.*_)?e?mail(_address)?");
    private static final Pattern OF_A_USER =
            Pattern.compile("(.*_)?(user|account|member|customer|principal|owner)(_.*)?");
    private static final Pattern TEXT_OF_A_USER =
            Pattern.compile("^\\w*(User|Account|Customer|Member|Principal)\\w*[\\[({]");
    private static final Pattern ID_OF_IT = Pattern.compile("id|uuid|uid|login|name|username|user_name|email|key");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[A-Za-z]{2,}");
    private static final Pattern UUID_SHAPED = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final List<String> DEFAULT_KEYS = List.of("user_id");

    /** Returns all values that may be the user, the likeliest first. */
    static List<UserGuess> of(Reading reading) {
        List<UserGuess> guesses = new ArrayList<>();
        Set<String> knownUsers = new LinkedHashSet<>();
        Set<String> sources = new LinkedHashSet<>();
        reading.kind().samples().forEach(sample -> {
            knownUsers.addAll(sample.users().values());
            if (sample.outcome().user() != null) {
                knownUsers.add(sample.outcome().user());
            }
            sources.addAll(sample.users().keySet());
        });
        Map<String, String> options = reading.kind().application().options();
        Set<String> keys = keys(options);
        for (Candidate candidate : reading.candidates()) {
            int score = scoreOf(candidate, knownUsers, keys, reading);
            if (score > 0) {
                boolean configured = candidate.origin() == Candidate.Origin.MDC && keys.contains(mdcKey(candidate));
                guesses.add(new UserGuess(candidate.path(), null, candidate.text(), score, configured));
            }
        }
        for (String source : sources) {
            String value = reading.kind().samples().stream()
                    .map(sample -> sample.users().get(source))
                    .filter(user -> user != null)
                    .findFirst()
                    .orElse("");
            boolean configured = source.equals(options.get("userSource"));
            guesses.add(new UserGuess(null, source, value, configured ? BY_SOURCE + 1 : BY_SOURCE, configured));
        }
        guesses.sort(Comparator.comparingInt((UserGuess guess) -> -guess.score()));
        return List.copyOf(guesses);
    }

    private static Set<String> keys(Map<String, String> options) {
        String written = options.get("userIdKey");
        return written == null
                ? Set.copyOf(DEFAULT_KEYS)
                : new LinkedHashSet<>(
                        Arrays.stream(written.split(",", -1)).map(String::strip).toList());
    }

    private static String mdcKey(Candidate candidate) {
        return candidate.path().substring("mdc.".length());
    }

    private static int scoreOf(Candidate candidate, Set<String> knownUsers, Set<String> keys, Reading reading) {
        String value = candidate.text();
        if (value.isBlank() || value.length() > MAX_CHARS || candidate.first() instanceof Boolean) {
            return 0;
        }
        if (candidate.origin() == Candidate.Origin.MDC && keys.contains(mdcKey(candidate))) {
            return CERTAIN;
        }
        if (candidate.origin() == Candidate.Origin.WORD) {
            return knownUsers.contains(value) ? BY_SHAPE : 1;
        }
        if (candidate.isContainer()) {
            // A whole object, whose text may be a user all the same.
            return candidate.first() instanceof RecordedObject
                            && OF_A_USER.matcher(candidate.name()).matches()
                    ? BY_ID
                    : 1;
        }
        int byName = byName(candidate, reading);
        if (byName > 0) {
            return byName;
        }
        if (knownUsers.contains(value)) {
            return BY_NAME_ELSEWHERE;
        }
        if (EMAIL.matcher(value).matches()) {
            return BY_SHAPE;
        }
        return UUID_SHAPED.matcher(value).matches() ? BY_ID : 1;
    }

    private static int byName(Candidate candidate, Reading reading) {
        String name = candidate.origin() == Candidate.Origin.MDC || candidate.origin() == Candidate.Origin.FIELD
                ? PlaceholderNames.snake(candidate.name())
                : candidate.origin() == Candidate.Origin.PART
                        ? PlaceholderNames.snake(Reading.lastStep(candidate.path()))
                        : candidate.path().replaceAll("_[0-9]+$", "");
        if (NAME.matcher(name).matches() || NAME_ELSEWHERE.matcher(name).matches()) {
            return candidate.origin() == Candidate.Origin.HOLE ? BY_NAME : BY_NAME_ELSEWHERE;
        }
        if (EMAIL_NAME.matcher(name).matches()) {
            return BY_EMAIL; // it may be anybody's
        }
        if (candidate.origin() == Candidate.Origin.PART
                && ID_OF_IT.matcher(name).matches()
                && isOfAUser(candidate.path(), reading)) {
            return name.equals("name") ? BY_WEAK_NAME : BY_NAME_ELSEWHERE - 1;
        }
        return WEAK_NAME.matcher(name).matches() ? BY_WEAK_NAME : 0;
    }

    /** Returns whether the step before the last one has the name of a user, as in {@code order.customer.id}, or reads the text of one. */
    private static boolean isOfAUser(String path, Reading reading) {
        String before = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        String step = PlaceholderNames.snake(before.substring(before.lastIndexOf('.') + 1));
        Candidate whole = reading.candidate(before);
        return OF_A_USER.matcher(step).matches()
                || (whole != null && TEXT_OF_A_USER.matcher(whole.text()).find());
    }
}
