package com.trubrics.appender.internal.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The API key and the proxy's credentials, which no message may show. A server may repeat them in any spelling:
 * escaped for JSON, HTML or a URL, once or several times, in Base64 or hexadecimal, in different case, or split by blanks.
 * Thread-safe.
 */
final class Secrets {

    static final String HIDDEN = "***";

    /** Replaces a text that repeats a secret in a spelling that cannot be cut out. */
    static final String WITHHELD = "(not shown, because it repeats the API key or the proxy's credentials)";

    /** Several servers behind each other may escape more than once. */
    private static final int MAX_LAYERS = 4;

    /** Shorter sequences of letters and digits occur in ordinary words. */
    private static final int TELLING_LENGTH = 6;

    private static final Pattern ESCAPED = Pattern.compile(
            "\\\\+[uU](?<u>[0-9a-fA-F]{4})|\\\\+[uU]\\{(?<braced>[0-9a-fA-F]{1,6})}|\\\\+x(?<x>[0-9a-fA-F]{2})|[%=](?<percent>[0-9a-fA-F]{2})"
                    + "|&#[xX](?<hex>[0-9a-fA-F]{1,6});?|&#(?<dec>[0-9]{1,7});?|&[a-zA-Z]+;|\\\\(?<plain>.)");

    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^a-z0-9]+");

    private final Set<String> secrets = new CopyOnWriteArraySet<>();

    /** Adds a secret; a blank one is ignored. */
    void add(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
        }
    }

    /** Returns a text from outside in a form that may be shown. */
    String hide(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        return repeatsOne(shown) ? WITHHELD : shown;
    }

    private boolean repeatsOne(String text) {
        String decoded = text;
        for (int layer = 0; layer <= MAX_LAYERS; layer++) {
            if (contains(decoded)) {
                return true;
            }
            String next = decodeOnce(decoded);
            if (next.equals(decoded)) {
                return false;
            }
            decoded = next;
        }
        return true; // the text cannot be interpreted
    }

    private boolean contains(String text) {
        String letters = lettersAndDigits(text);
        return secrets.stream()
                .anyMatch(secret -> text.contains(secret)
                        || spellings(secret).filter(Secrets::isTelling).anyMatch(letters::contains));
    }

    /** Returns the spellings of a secret in plain text, hexadecimal and Base64, at any position in a longer encoded text. */
    private static Stream<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return Stream.concat(
                        Stream.of(secret, HexFormat.of().formatHex(bytes)),
                        Stream.of(0, 1, 2).map(before -> base64(bytes, before)))
                .map(Secrets::lettersAndDigits);
    }

    /** Omits the characters at both ends that depend on the neighbouring text. */
    private static String base64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int certain = shifted.length * 8 / 6;
        return encoded.substring((before * 8 + 5) / 6, certain);
    }

    private static boolean isTelling(String letters) {
        return letters.length() >= TELLING_LENGTH;
    }

    private static String lettersAndDigits(String text) {
        return NO_LETTER_OR_DIGIT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static String decodeOnce(String text) {
        Matcher escape = ESCAPED.matcher(text);
        StringBuilder decoded = new StringBuilder();
        while (escape.find()) {
            escape.appendReplacement(decoded, Matcher.quoteReplacement(meaning(escape)));
        }
        return escape.appendTail(decoded).toString();
    }

    private static String meaning(Matcher escape) {
        for (String hexadecimal : List.of("u", "braced", "x", "percent", "hex")) {
            String digits = escape.group(hexadecimal);
            if (digits != null) {
                return character(Integer.parseInt(digits, 16));
            }
        }
        String decimal = escape.group("dec");
        if (decimal != null) {
            return character(Integer.parseInt(decimal));
        }
        String plain = escape.group("plain");
        return plain == null
                ? ""
                : plain; // a named HTML entity is not a letter or digit, so its meaning does not matter
    }

    private static String character(int codePoint) {
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
    }
}
