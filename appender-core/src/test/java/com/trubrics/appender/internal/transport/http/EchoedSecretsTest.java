package com.trubrics.appender.internal.transport.http;

import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.Destination.Secret;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.internal.transport.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server may repeat the key that it does not accept, in whatever spelling. No message does. */
@Timeout(60)
class EchoedSecretsTest {

    private static final String KEY = "tru/b-bead_9f+Q2.k3y";

    static Stream<Named<UnaryOperator<String>>> spellings() {
        return Stream.of(
                Named.of("as it is", key -> key),
                Named.of("JSON, slashes escaped", key -> key.replace("/", "\\/")),
                Named.of("JSON, one character", key -> key.replace("-", "\\u002d")),
                Named.of("JSON, all characters", each("\\u%04X")),
                Named.of("JavaScript, braced", each("\\\\u{%x}")),
                Named.of("JSON in JSON, seven times", key -> key.replace("-", "\\".repeat(128) + "/-")),
                Named.of("JSON in JSON", key -> key.replace("-", "\\\\u002d")),
                Named.of(
                        "JSON in JSON in JSON",
                        key -> key.replace("/", "\\\\\\/").replace("-", "\\\\\\\\u002d")),
                Named.of("JavaScript", each("\\\\x%02x")),
                Named.of("percent", key -> URLEncoder.encode(key, UTF_8)),
                Named.of("percent, all characters", each("%%%02x")),
                Named.of("percent twice", key -> URLEncoder.encode(URLEncoder.encode(key, UTF_8), UTF_8)),
                Named.of("HTML, decimal", each("&#%d;")),
                Named.of("HTML, hexadecimal", each("&#x%x;")),
                Named.of(
                        "HTML, named",
                        key -> key.replace("/", "&sol;")
                                .replace("-", "&hyphen;")
                                .replace("_", "&lowbar;")),
                Named.of("quoted-printable", key -> key.replace("/", "=2F")),
                Named.of("upper case", key -> key.toUpperCase(Locale.ROOT)),
                Named.of("split by a blank", key -> key.substring(0, 7) + " " + key.substring(7)),
                Named.of("split by line ends", key -> key.substring(0, 7) + "\\r\\n\\t" + key.substring(7)),
                Named.of("split by nothing to be seen", key -> key.substring(0, 7) + "\u200b" + key.substring(7)),
                Named.of("split by dashes", key -> String.join("-", key.split(""))),
                Named.of("Base64", key -> base64(Base64.getEncoder(), key)),
                Named.of("Base64 behind a user", key -> base64(Base64.getEncoder(), "api:" + key)),
                Named.of("Base64 between others", key -> base64(Base64.getUrlEncoder(), "<" + key + ">")),
                Named.of("hexadecimal", key -> HexFormat.of().formatHex(key.getBytes(UTF_8))),
                Named.of(
                        "hexadecimal with colons",
                        key -> HexFormat.ofDelimiter(":").formatHex(key.getBytes(UTF_8))));
    }

    private static UnaryOperator<String> each(String format) {
        return key -> key.chars().mapToObj(c -> String.format(format, c)).collect(Collectors.joining());
    }

    private static String base64(Base64.Encoder encoder, String text) {
        return encoder.encodeToString(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void theKeyIsNeverShown(UnaryOperator<String> spelling) throws IOException {
        String echoed = spelling.apply(KEY);
        for (String body : new String[] {
            "{\"detail\":\"The key '" + echoed + "' is not known\"}",
            "{\"detail\":[{\"loc\":[\"header\",\"" + echoed + "\"],\"msg\":\"m\",\"type\":\"t\"}]}",
            "{\"detail\":[{\"loc\":[\"header\"],\"msg\":\"m\",\"type\":\"" + echoed + "\"}]}",
        }) {
            assertThat(said(body)).as(body).matches("the server answered 401: .*(\\*\\*\\*|not shown).*");
        }
    }

    @Test
    void aKeyInSeveralPiecesIsNotShown() throws IOException {
        String half = KEY.substring(0, 9);
        String rest = KEY.substring(9);
        assertThat(said("{\"detail\":[\"" + half + "\",\"" + rest + "\"]}")).contains("not shown");
        assertThat(said("{\"detail\":[{\"loc\":[\"" + half + "\",\"" + rest + "\"],\"msg\":\"m\"}]}"))
                .contains("not shown");
    }

    @Test
    void aKeyAtTheEndOfWhatIsShownIsNotCutInTwo() throws IOException {
        String said = said("{\"detail\":\"" + "x".repeat(SafeText.MAX_LENGTH - 10) + KEY + "\"}");
        assertThat(said).doesNotContain(KEY.substring(0, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API key is missing",
                "{curly} 100% of \\\\ everything & more &amp; a bead key",
                "body.3.user_id: Input should be a valid string (string_type)",
                "trubrics bead",
            })
    void whatRepeatsNoSecretIsShown(String text) throws IOException {
        assertThat(said("{\"detail\":\"" + text + "\"}"))
                .isEqualTo("the server answered 401: " + text.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void theProxysCredentialsAreNeverShown(UnaryOperator<String> spelling) throws IOException {
        String echoed = spelling.apply("pr0xy/-pw_s3cret");
        String body = "{\"detail\":\"No " + echoed + " here\"}";
        try (RawServer proxy = RawServer.answering(answer("407 X", body))) {
            Destination.Proxy address =
                    new Destination.Proxy("127.0.0.1", proxy.port(), "jos\u00e9", new Secret("pr0xy/-pw_s3cret"));
            Outcome outcome = send(new Destination(URI.create("http://example.com"), new Secret(KEY), address, false));

            assertThat(outcome.detail())
                    .matches("the proxy answered 407: .*(\\*\\*\\*|not shown).*")
                    .doesNotContain("pr0xy");
        }
    }

    private static String said(String body) throws IOException {
        try (RawServer server = RawServer.answering(answer("401 X", body))) {
            Destination destination = new Destination(URI.create(server.url("http")), new Secret(KEY), null, false);
            return send(destination).detail();
        }
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
    }

    private static Outcome send(Destination destination) {
        try (OkHttpTransport transport = Samples.open(destination)) {
            return Samples.send(transport, EventKind.USER, batch(event("ana")), settings());
        }
    }
}
