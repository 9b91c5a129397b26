package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;
import wiremock.com.fasterxml.jackson.databind.node.TextNode;

/** How objects of an application become JSON, and what of them counts against {@code maxEventBytes}. */
public abstract class ValueContract extends AppenderContract {

    private static final String TIME = "2024-10-09T13:21:46.182Z";
    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");
    private static final LogLine TIMED = SIGN_UP.field("timestamp", TIME);

    @Test
    public void aRecordIsAnObjectOfItsComponents() {
        log(config(), SIGN_UP.field("order", new Order(7, List.of(new Item("book", null)))))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":\
                        {"order":{"number":7,"items":[{"title":"book","price":null}]}},"timestamp":"NOW"}""");
    }

    @Test
    public void aRecordMayBeTheProperties() {
        log(config(), SIGN_UP.field("properties", new Item("book", new BigDecimal("9.50"))))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"price":9.50,"title":"book"},"timestamp":"NOW"}""");
    }

    @Test
    public void aRecordWithATextOfItsOwnStaysThatText() {
        log(config(), SIGN_UP.field("key", new ApiKey("secret"))).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"key":"***"},"timestamp":"NOW"}""");
    }

    @Test
    public void aJsonNodeIsTheJsonThatItHolds() {
        ObjectNode node =
                new ObjectMapper().createObjectNode().put("plan", "pro").putNull("none");
        node.putArray("seats").add(1).add(2.50);
        LogLine line = line().field("event", TextNode.valueOf("Sign Up"))
                .field("node", node)
                .field("nodes", List.of(TextNode.valueOf("a"), node.get("seats")))
                .field("properties", node)
                .field("text", TextNode.valueOf("nice"))
                .field("user_id", TextNode.valueOf("u1"));
        log(config(), line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"$text":"nice",\
                        "node":{"plan":"pro","none":null,"seats":[1,2.5]},"nodes":["a",[1,2.5]],\
                        "none":null,"plan":"pro","seats":[1,2.5]},"timestamp":"NOW"}""");
    }

    @Test
    public void charactersThatMayBeASecretAreNotSentAndWarnedAboutOnce() {
        LogLine line = SIGN_UP.field("login", Map.of("name", "ann", "password", "secret".toCharArray()))
                .field("pin", "1234".toCharArray());
        Report report = log(config(), line, line);
        assertThat(report.userEvents())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).isEqualTo("""
                {"user_id":"u1","event":"Sign Up","properties":{"login":{"name":"ann"}},"timestamp":"NOW"}"""));
        report.warnsOnceAbout("char[]", "not sent");
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // what applications have
    public void momentsAreIsoTextsInUtc() {
        Date date = Date.from(Instant.parse(TIME));
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTime(date);
        LogLine line = SIGN_UP.field("a", date)
                .field("b", Timestamp.from(Instant.parse("2024-10-09T13:21:46.182000001Z")))
                .field("c", calendar)
                .field("d", java.sql.Date.valueOf("2024-10-09"))
                .field("e", java.sql.Time.valueOf("13:21:46"));
        log(config(), line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"a":"2024-10-09T13:21:46.182Z",\
                        "b":"2024-10-09T13:21:46.182000001Z","c":"2024-10-09T13:21:46.182Z","d":"2024-10-09",\
                        "e":"13:21:46"},"timestamp":"NOW"}""");
    }

    @Test
    public void aNumberOfMoreThanAThousandDigitsIsSentAsText() {
        LogLine line = SIGN_UP.field("a", BigInteger.TEN.pow(1_000).subtract(BigInteger.ONE))
                .field("b", BigInteger.TEN.pow(1_000))
                .field("c", BigInteger.ONE.shiftLeft(4_000_000).negate())
                .field("properties", "{\"d\":" + "7".repeat(1_001) + "}");
        log(config(), line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"a":%s,"b":"1E+1000",\
                        "c":"-9.6085073077698429404E+1204119","d":"7.7777777777777777778E+1000"},"timestamp":"NOW"}""".formatted("9".repeat(1_000)));
    }

    @Test
    public void jsonTextIsCutAndReplacedAsValuesAre() {
        String json = "\uFEFF{\"deep\":" + "[".repeat(1_001) + "]".repeat(1_001) + ",\"\uD800\":\"\uDC00\",\""
                + "n".repeat(50_001) + "\":1,\"far\":1e99999999999}";
        log(config(), SIGN_UP.field("properties", json))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"deep":%s"<nested too deep>"%s,"far":"1e99999999999",\
                        "%s":1,"\uFFFD":"\uFFFD"},"timestamp":"NOW"}""".formatted("[".repeat(32), "]".repeat(32), "n".repeat(50_001)));
    }

    @Test
    public void loneSurrogatesThatAreEscapedAreReplacedInNamesAsWell() {
        String json = "{'\\uD800a':1,'in':{'\\uDC00\\uD83D\\uDE00':'\\uD83D'},'no\\\\uD800':2}".replace('\'', '"');
        log(config(), SIGN_UP.field("properties", json)).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"in":{"\uFFFD\uD83D\uDE00":"\uFFFD"},\
                        "no\\uD800":2,"\uFFFDa":1},"timestamp":"NOW"}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]              | it is not an object
            plan=pro         | it is not an object
            {"plan":pro}     | syntax error at character 9
            {"plan":"pro",}  | syntax error at character 15
            {"plan":"pro"    | it ends before the object does
            {"plan":"pro"} x | more text after the object, at character 16""")
    public void whatIsNoJsonObjectIsSaidWithoutQuotingIt(String text, String what) {
        Report report = log(config(), SIGN_UP.field("properties", text));
        assertThat(report.userEvents()).singleElement().asString().contains("\"properties\":{\"properties\":\"");
        report.warnsOnceAbout("'properties'", what);
        assertThat(report.warnings().toString()).doesNotContain("pro\"", "=pro", ":pro");
    }

    /** Each value takes a detour: it is read twice, replaced, or longer when it is read than when it is sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "text",
                "thread_id",
                "replaced context",
                "replaced text",
                "replaced member",
                "blanks",
                "escapes",
                "one name twice",
                "no properties",
                "list",
                "map",
                "record"
            })
    public void anEventMayBeExactlyAsLargeAsMaxEventBytes(String detour) {
        LogLine line = sized(detour, "x".repeat(500));
        log(config(), line);
        int size = server().events().get(0).json().getBytes(StandardCharsets.UTF_8).length;

        Report exact = log(config().option("maxEventBytes", String.valueOf(size)), line);
        assertThat(exact.userEvents()).as("of %d bytes", size).hasSize(2);
        exact.warnsAboutNothing();

        Report above = log(config().option("maxEventBytes", String.valueOf(size - 1)), line);
        assertThat(above.userEvents()).hasSize(2);
        assertThat(above.warnings()).anySatisfy(warning -> assertThat(warning).contains("maxEventBytes"));
    }

    @Test
    public void aTimestampThatIsNotSentDoesNotCount() {
        Report report = log(config().option("maxEventBytes", "200"), SIGN_UP.field("timestamp", "x".repeat(400)));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
        report.warnsOnceAbout("timestamp");
    }

    private static LogLine sized(String detour, String note) {
        return switch (detour) {
            case "plain" -> TIMED.field("note", note);
            case "text" -> TIMED.field("text", note);
            case "thread_id" -> TIMED.field("thread_id", note);
            case "replaced context" -> TIMED.mdc("properties.note", note + note).field("note", note);
            case "replaced text" -> TIMED.mdc("text", note + note).field("text", note);
            case "replaced member" ->
                TIMED.mdc("properties", "{\"note\":\"" + note + note + "\"}").field("note", note);
            case "blanks" -> TIMED.field("properties", "{" + " ".repeat(1_000) + "\"note\":\"" + note + "\"}");
            case "escapes" -> TIMED.field("properties", "{\"note\":\"" + note.replace("x", "\\u0078") + "\"}");
            case "one name twice" -> TIMED.field("properties", "{\"a\":\"" + note + "\",\"a\":\"" + note + "\"}");
            case "no properties" -> TIMED.field("event", note);
            case "list" -> TIMED.field("note", List.of(note, List.of(1), List.of(List.of(), List.of(2)), true));
            case "map" -> TIMED.field("note", Map.of("text", Map.of("a", note)));
            default -> TIMED.field("note", new Item(note, BigDecimal.ONE));
        };
    }

    private record Order(int number, List<Item> items) {}

    private record Item(String title, @Nullable BigDecimal price) {}

    private record ApiKey(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
