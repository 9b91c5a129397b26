package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox proposes for a kind of lines.
 *
 * @param event a name; empty if the line is a half of an exchange
 * @param users the likeliest first
 * @param user the proposed one; null for none
 * @param other the other half of an exchange; null for none
 */
record Proposal(
        Reading reading,
        String event,
        List<Field> fields,
        List<UserGuess> users,
        @Nullable UserGuess user,
        Chat.@Nullable Half other) {
    private static final int MOST_TICKED = 12;
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(pass(word|wd|phrase)?|pwd|secret|token|credential|authorization|api_?key|activation_?key|card_?number|cvv|iban|ssn|otp|salt).*");
    private static final Pattern NO_PROPERTY = Pattern.compile(
            "(?i)(trace|span|request|correlation)_?id|.*headers?|thread(_name)?|timestamp|value(_[0-9]+)?");
    private static final Pattern THREAD = Pattern.compile("(?i)(conversation|session|thread|chat)_?(id|uuid)");
    private static final Pattern OUTCOME =
            Pattern.compile("(?i)(success|succeeded|ok|status|status_code|code|result|result_code|outcome)");
    private static final Pattern WELL = Pattern.compile("(?i)true|200|success|succeeded|ok");
    private static final Pattern NO_NUMBER = Pattern.compile("(?i)(.*_)?(id|uuid|version|code|phone|zip|port)");
    private static final String COMPLETIONS = "/chat/completions";

    /**
     * A value that can be sent.
     *
     * @param name under which it is proposed
     * @param condition what a line must have there to be an event; null if nothing is proposed
     */
    record Field(
            Candidate candidate, String name, boolean ticked, boolean secret, Choice.@Nullable Condition condition) {}

    /** Makes a proposal; {@code all} are the readings of the application's kinds. */
    static Proposal of(Reading reading, List<Reading> all) {
        Chat chat = Chat.of(reading);
        Chat.Half other = Chat.otherHalf(reading, all);
        List<UserGuess> users = UserGuess.of(reading);
        UserGuess user = users.isEmpty() || users.get(0).score() < UserGuess.LIKELY ? null : users.get(0);
        boolean exchange = chat.isWhole() || other != null;
        Ticks ticks = new Ticks(chat, exchange, user);
        List<Field> fields = reading.candidates().stream().map(ticks::field).toList();
        return new Proposal(reading, exchange ? "" : EventName.of(reading), fields, users, user, other);
    }

    /** Returns the choice of a user who changes nothing. */
    Choice choice() {
        List<Choice.Field> chosen = new ArrayList<>();
        List<Choice.Condition> conditions = new ArrayList<>();
        for (Field field : fields) {
            if (field.ticked) {
                chosen.add(new Choice.Field(field.candidate.path(), field.name, isNumber(field.candidate, reading)));
            }
            if (field.condition != null) {
                conditions.add(field.condition);
            }
        }
        return new Choice(
                reading.kind().id(),
                event,
                chosen,
                conditions,
                user == null || user.configured() ? null : user.path(),
                user == null ? null : user.source(),
                other == null ? "" : "chat",
                "");
    }

    /** Whether it is a number that only happens to be text: what was cut from a text has no type. */
    private static boolean isNumber(Candidate candidate, Reading reading) {
        if (!candidate.isNumberAsText() || NO_NUMBER.matcher(candidate.name()).matches()) {
            return false;
        }
        return switch (candidate.origin()) {
            case HOLE -> reading.kind().form() == Kind.Form.TEXT;
            case PART -> {
                Candidate root = reading.candidate(candidate.path().split("[.\\[]", 2)[0]);
                yield root != null && root.first() instanceof String text && !Parts.isJson(text);
            }
            case WORD, MDC, FIELD -> false;
        };
    }

    /** Decides what is ticked. */
    private static final class Ticks {
        private final Chat chat;
        private final boolean exchange;
        private final @Nullable UserGuess user;
        private int ticked;

        Ticks(Chat chat, boolean exchange, @Nullable UserGuess user) {
            this.chat = chat;
            this.exchange = exchange;
            this.user = user;
        }

        Field field(Candidate candidate) {
            String name = name(candidate);
            boolean special = !name.equals(candidate.name());
            boolean secret = SECRET.matcher(candidate.name()).matches();
            boolean isUser = user != null && candidate.path().equals(user.path());
            boolean usual = candidate.origin() == Candidate.Origin.HOLE
                    && !exchange
                    && !candidate.isContainer()
                    && !NO_PROPERTY.matcher(candidate.name()).matches();
            boolean tick = !secret && !isUser && (special || usual) && ticked < MOST_TICKED;
            ticked += tick ? 1 : 0;
            return new Field(candidate, name, tick, secret, condition(candidate));
        }

        /** An exchange with a model has fields of its own. */
        private String name(Candidate candidate) {
            if (candidate.equals(chat.prompt())) {
                return exchange ? "prompt" : "text";
            }
            if (candidate.equals(chat.generation())) {
                return exchange ? "generation" : "text";
            }
            String last =
                    PlaceholderNames.snake(Reading.lastStep(candidate.path())).toLowerCase(Locale.ROOT);
            boolean part = candidate.origin() == Candidate.Origin.PART;
            if (chat.prompt() != null && part && last.equals("model")) {
                return "assistant_id";
            }
            return chat.isOne() && part && THREAD.matcher(last).matches() ? "thread_id" : candidate.name();
        }

        private Choice.@Nullable Condition condition(Candidate candidate) {
            String value = candidate.text();
            String last = PlaceholderNames.snake(Reading.lastStep(candidate.path()));
            boolean varies = candidate.origin() == Candidate.Origin.HOLE || candidate.origin() == Candidate.Origin.PART;
            if (varies && chat.isOne() && value.endsWith(COMPLETIONS)) {
                return new Choice.Condition(candidate.path(), "*" + COMPLETIONS, true);
            }
            boolean well = WELL.matcher(value).matches()
                    && candidate.values().stream()
                            .allMatch(each -> each != null && each.toString().equals(value));
            return varies && well && OUTCOME.matcher(last).matches()
                    ? new Choice.Condition(candidate.path(), value, false)
                    : null;
        }
    }

    /** Returns the proposal as maps and lists that become JSON. */
    Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("event", event);
        view.put("fields", fields.stream().map(this::view).toList());
        view.put("users", users.stream().map(Proposal::view).toList());
        view.put("user", user == null ? -1 : users.indexOf(user));
        view.put("other", other == null ? null : other.reading().kind().id());
        view.put("otherIsLast", other != null && other.last());
        return view;
    }

    private Map<String, @Nullable Object> view(Field field) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("path", field.candidate.path());
        view.put("name", field.name);
        view.put("origin", field.candidate.origin().name().toLowerCase(Locale.ROOT));
        view.put(
                "values",
                field.candidate.values().stream().map(Views::shortened).toList());
        view.put("container", field.candidate.isContainer());
        view.put("number", isNumber(field.candidate, reading));
        view.put("ticked", field.ticked);
        view.put("secret", field.secret);
        view.put("condition", field.condition == null ? null : field.condition.value());
        view.put("glob", field.condition != null && field.condition.glob());
        return view;
    }

    private static Map<String, @Nullable Object> view(UserGuess user) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("path", user.path());
        view.put("source", user.source());
        view.put("value", Views.shortened(user.value()));
        view.put("likely", user.score() >= UserGuess.LIKELY);
        view.put("configured", user.configured());
        return view;
    }
}
