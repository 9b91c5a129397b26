package com.trubrics.sandbox.discover;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Articles, prepositions and the like in languages other than English in which log lines are often written. They name
 * neither an event nor a value. Words that mean something in English are left out.
 */
final class SmallWords {
    private static final Set<String> ALL = Set.of(String.join(
                    " ",
                    "der das den dem des ein eine einen einem einer von vom für mit zum zur im am auf aus bei über durch und",
                    "oder hat haben wurde wurden wird werden ist sich nach erfolgreich",
                    "le la les un une de du par pour avec au aux en dans sur est été et ou ont se à",
                    "el los las del por para con y ha sido fue al una",
                    "os uma pelo pela com foi il gli di della è stato stata het een voor werd",
                    "由 被 已 已由 已被 的 为 是 了 가 이 은 는 을 를 에 의")
            .split(" "));

    /** {@code l'utilisateur}, {@code s'est}. */
    private static final Pattern ELISION = Pattern.compile("(?i)^(?:[cdjlmnst]|qu|dell|all)['\u2019](?=\\p{L})");

    /** Forms of address and particles that follow a name in Japanese and Korean. */
    private static final Pattern PARTICLE =
            Pattern.compile("^\\s?(?:さん|様|님)?(?:[がをはにのでとも](?=[\\s\\p{L}])|[이가은는을를의](?=\\s))?");

    private SmallWords() {}

    static boolean contains(String word) {
        return ALL.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Returns the word without an elided article or pronoun in front. */
    static String withoutElision(String word) {
        return ELISION.matcher(word).replaceFirst("");
    }

    /** Returns a text that follows a value, without a form of address or a particle at its beginning. */
    static String withoutParticle(String text) {
        return PARTICLE.matcher(text).replaceFirst("");
    }
}
