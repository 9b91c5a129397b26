package com.trubrics.appender.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages match a rule's message, and what its names are then. */
class MessagePatternTest {

    private static final Duration FAR_MORE_THAN_LINEAR = Duration.ofSeconds(20);
    private static final int LONG = 4_000_000;

    @Test
    void theTextIsCutAtTheFixedPieces() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("Order {id} placed by {user}");

        assertThat(pattern.cut("Order 42 placed by u1")).containsExactly("42", "u1");
        assertThat(pattern.cut("Order  placed by ")).containsExactly("", "");
        assertThat(pattern.cut("Order 42 placed by")).isNull();
        assertThat(pattern.cut("order 42 placed by u1")).isNull();
        assertThat(pattern.cut("An Order 42 placed by u1")).isNull();
    }

    @Test
    void aPieceIsFoundAtItsFirstPlaceAndTheLastOneAtTheEnd() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("[{ip}][{user}][ok]");

        assertThat(pattern.cut("[1][a][b][ok]")).containsExactly("1", "a][b");
        assertThat(pattern.cut("[1][a][ok][error]")).isNull();
        assertThat(pattern.cut("[1][ok]")).isNull();
    }

    @Test
    void theLastPieceDoesNotOverlapWithTheOneBefore() throws MalformedRuleException {
        assertThat(MessagePattern.parse("ab{x}ba").cut("aba")).isNull();
        assertThat(MessagePattern.parse("ab{x}ba").cut("abba")).containsExactly("");
        assertThat(MessagePattern.parse("{x}aa{y}aa").cut("aaa")).isNull();
    }

    @Test
    void bracesThatAreMeantAreNoPlaceholders() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("a \\x7B\\x7D {x}");

        assertThat(pattern.isTemplate("a {} {}")).isFalse();
        assertThat(pattern.cut("a {} 5")).containsExactly("5");
        assertThat(MessagePattern.parse("a \\x7Bid\\x7D {x}").isTemplate("a {id} {}"))
                .isTrue();
    }

    @Test
    void whatIsNotKeptHasNoValue() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("{-} and {} and {x}");

        assertThat(pattern.names()).containsExactly(null, null, "x");
        assertThat(pattern.cut("a and b and c")).containsExactly(null, null, "c");
    }

    @Test
    void aMessageWithoutNamesIsTheWholeMessage() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("BOM upload accepted");

        assertThat(pattern.cut("BOM upload accepted")).isEmpty();
        assertThat(pattern.cut("BOM upload accepted.")).isNull();
    }

    @Test
    void namesSideBySideMatchTemplatesOnly() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("a {x}{y} b");

        assertThat(pattern.isCuttable()).isFalse();
        assertThat(pattern.cut("a 12 b")).isNull();
        assertThat(pattern.isTemplate("a {}{} b")).isTrue();
    }

    @Test
    void escapesAreResolvedInTheFixedPieces() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("\\x7B\"a\":{x}\\x7D\\r\\n\\t\\s\\\\");

        assertThat(pattern.cut("{\"a\":1}\r\n\t \\")).containsExactly("1");
    }

    @Test
    void aLineEndBehindTheTextNeedNotBeThereUnlessItIsWrittenAsAnEscape() throws MalformedRuleException {
        for (String written : new String[] {"Bye {user}\n", "Bye {user}\r\n"}) {
            MessagePattern block = MessagePattern.parse(written);

            assertThat(block.cut("Bye u1")).containsExactly("u1");
            assertThat(block.cut("Bye u1" + written.substring("Bye {user}".length())))
                    .containsExactly("u1");
            assertThat(block.isTemplate("Bye {}")).isTrue();
            assertThat(block.isTemplate(written.replace("user", ""))).isTrue();
        }
        assertThat(MessagePattern.parse("Done\n").mayBegin("Done")).isTrue();
        assertThat(MessagePattern.parse("Done\n").cut("Done")).isEmpty();
        assertThat(MessagePattern.parse("Bye {user}\\n").cut("Bye u1")).isNull();
        assertThat(MessagePattern.parse("Bye {user}\\n").isTemplate("Bye {}")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a {x", "a {x y}", "{\"a\":{x}}", "{x} {x}", "a \\q", "a \\x7", "{a.b}"})
    void whatCannotBeReadIsRefused(String written) {
        assertThatThrownBy(() -> MessagePattern.parse(written)).isInstanceOf(MalformedRuleException.class);
    }

    @Test
    void theTextIsNeededOnlyWhereTheBeginningsAgree() throws MalformedRuleException {
        MessagePattern pattern = MessagePattern.parse("Order {id} placed");

        assertThat(pattern.mayBegin("Order {} placed")).isTrue();
        assertThat(pattern.mayBegin("Order 42 placed")).isTrue();
        assertThat(pattern.mayBegin("{} placed")).isTrue();
        assertThat(pattern.mayBegin("Ord{}")).isTrue();
        assertThat(pattern.mayBegin("Ord%s")).isTrue();
        assertThat(pattern.mayBegin("{0} placed")).isTrue();
        assertThat(pattern.mayBegin("Orders")).isFalse();
        assertThat(pattern.mayBegin("Ord")).isFalse();
        assertThat(pattern.mayBegin("")).isFalse();
        assertThat(MessagePattern.parse("\\x7B\"a\":{x}").mayBegin("{}")).isTrue();
    }

    @Test
    void noLineTakesMoreThanLinearTime() throws MalformedRuleException {
        String a = "a".repeat(LONG);
        MessagePattern repeated = MessagePattern.parse("{x}" + "a".repeat(1_000) + "b{y}");
        MessagePattern many = MessagePattern.parse("{a}a{b}a{c}a{d}a{e}b{f}");
        MessagePattern blanks = MessagePattern.parse("{a}" + " ".repeat(500) + "|" + " ".repeat(500) + "{b}");

        assertTimeoutPreemptively(FAR_MORE_THAN_LINEAR, () -> {
            assertThat(repeated.cut(a)).isNull();
            assertThat(many.cut(a)).isNull();
            assertThat(blanks.cut(" ".repeat(LONG))).isNull();
            assertThat(repeated.cut(a + "b")).isNotNull();
        });
    }

    @Test
    void aPieceThatRepeatsItselfIsFoundLikeAnyOther() {
        for (String piece : new String[] {"aaaab", "abababc", "aabaabaaa", "    |", "x"}) {
            LiteralPiece searched = new LiteralPiece(piece);
            for (String line : new String[] {"aaaaaab", "ababababc", "aabaabaabaaa", "        |", "x", "", "aaab"}) {
                for (int from = 0; from <= line.length(); from++) {
                    assertThat(searched.placeIn(line, from))
                            .as(piece + " in " + line)
                            .isEqualTo(line.indexOf(piece, from));
                }
            }
        }
    }
}
