package com.trubrics.sandbox.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleWriterTest {
    private static final String LOGGER = "com.acme.Shop";

    private static Choice choice(Reading reading, String event, String user, List<Choice.Field> fields) {
        return new Choice(reading.kind().id(), event, fields, List.of(), user, null, "", "");
    }

    @Test
    void anUntickedPlaceholderIsNotKeptAndPathsFollowTheirRoot() {
        Reading reading = Reported.one()
                .template(LOGGER, "request {} took {} ms by {}", "{\"a\":{\"b c\":1}}", 12, "jane")
                .reading();

        assertThat(RuleWriter.write(
                        reading,
                        choice(reading, "Sale", "user", List.of(new Choice.Field("request.a.b c", "b", false)))))
                .containsEntry("message", "request {request} took {-} ms by {user_id}")
                .containsEntry("fields", "user_id, b=request.a.b c");
    }

    @Test
    void aValueInTheNameOfTheEventIsReplacedAndOtherBracesAreMeant() {
        Reading reading = Reported.one()
                .template(LOGGER, "action {} by {}", "signup", "jane")
                .reading();

        assertThat(RuleWriter.write(reading, choice(reading, "Did {action} {x}", "user", List.of())))
                .containsEntry("event", "Did {action} \\x7Bx\\x7D")
                .containsEntry("fields", "user_id");
    }

    @Test
    void whatIsOnlyComparedIsNotSent() {
        Reading reading = Reported.one()
                .template(LOGGER, "request {}", "{\"uri\":\"/login\",\"password\":\"secret\"}")
                .mdc("user_id", "jane")
                .reading();
        Choice choice = new Choice(
                reading.kind().id(),
                "It's",
                List.of(),
                List.of(new Choice.Condition("request.uri", "/login", false)),
                null,
                null,
                "",
                "");
        Map<String, String> rule = RuleWriter.write(reading, choice);
        Preview.Result result =
                Preview.of(new Draft(List.of(rule), null), reading.kind().application(), List.of(reading.kind()));

        assertThat(result.warnings()).isEmpty();
        assertThat(result.lines().get(0).event().toString())
                .isEqualTo("{\"user_id\":\"jane\",\"event\":\"It's\",\"timestamp\":\"2026-01-02T03:04:01.678Z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${jndi:ldap://x} {} \\ {}{",
                "a:-b } ${x:-y} $",
                "  blanks at both ends  ",
                "tab\tand\r\nline ends\n",
                "<script>alert('x')</script> & \"quotes\" ]]>",
                "100% of *all* | that, is = 'this'?",
                "\u0001\u0085 控制 \uD83D\uDE00",
                "#{spel} @{x} %{y} {0} %s",
                "\\x41 \\n \\\\",
                "'single' \"double\": - yaml: #no",
            })
    void aHostileTextIsWhatItIs(String text) {
        Reported reported = Reported.one().text(LOGGER, List.of(text + "<", ">" + text), "jane");
        Reading reading = reported.reading();
        Map<String, String> rule = RuleWriter.write(
                reading,
                choice(reading, text + "!", reading.line().holes().get(0).name(), List.of()));
        Preview.Result result =
                Preview.of(new Draft(List.of(rule), null), reading.kind().application(), List.of(reading.kind()));

        assertThat(result.warnings()).isEmpty();
        assertThat(result.lines()).singleElement().satisfies(line -> {
            assertThat(line.taken()).isTrue();
            assertThat(line.event().path("user_id").asText()).isEqualTo("jane");
            assertThat(line.event().path("event").asText().strip()).isEqualTo((text + "!").strip());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit log", "a, b", "it's \"x\"", "a*?{b};|`", ".a..b.", "[/].x/y:z$1", " x "})
    void anyNameOfALoggerCanBeWritten(String logger) {
        Reading reading = Reported.one().template(logger, "Hi {}", "jane").reading();

        takesItsLine(reading, choice(reading, "E", reading.line().holes().get(0).name(), List.of()));
    }

    private static void takesItsLine(Reading reading, Choice choice) {
        Map<String, String> rule = RuleWriter.write(reading, choice);
        Preview.Result result =
                Preview.of(new Draft(List.of(rule), null), reading.kind().application(), List.of(reading.kind()));

        assertThat(result.warnings()).isEmpty();
        assertThat(result.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.taken()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's \"x\"",
                "'bob'",
                "\"bob\"",
                "=x",
                "a; b=c",
                "a b=c",
                "a & b != c",
                "a and b=c",
                "^x",
                ".*",
                "[a-z]+",
                "C++ (.+)",
                "(?:x)",
                "(?<n>x)",
                "a, b",
                "a|b",
                "!x",
                " blanks ",
                "two\nlines",
                "${x:-y}",
                "%s",
                "\\x41"
            })
    void anyValueOfAConditionCanBeWritten(String value) {
        Reading reading = Reported.one()
                .template(LOGGER, "action {} by {}", value, "jane")
                .reading();
        Choice choice = new Choice(
                reading.kind().id(),
                "E",
                List.of(),
                List.of(new Choice.Condition("action", value, false)),
                "user",
                null,
                "",
                "");

        takesItsLine(reading, choice);
    }

    @Test
    void namesOfKeysAreEscaped() {
        Reading reading = Reported.one()
                .template(LOGGER, "data {}", "{\"a.b\":\"1\",\"c,d\":{\"e=f\":\"2\"},\"it's\":\"3\",\"$x\":\"4\"}")
                .mdc("k.l, m='n'", "5")
                .reading();
        List<Choice.Field> all = reading.candidates().stream()
                .filter(candidate -> candidate.origin() != Candidate.Origin.HOLE)
                .map(candidate -> new Choice.Field(candidate.path(), candidate.name(), false))
                .toList();
        Map<String, String> rule = RuleWriter.write(reading, choice(reading, "E", "data", all));
        Preview.Result result =
                Preview.of(new Draft(List.of(rule), null), reading.kind().application(), List.of(reading.kind()));

        assertThat(all).hasSize(5);
        assertThat(result.warnings()).isEmpty();
        assertThat(result.lines().get(0).event().path("properties"))
                .hasSize(5)
                .extracting(Object::toString)
                .containsExactly("\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\"");
    }
}
