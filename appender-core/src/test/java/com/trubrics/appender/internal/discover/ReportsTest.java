package com.trubrics.appender.internal.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.RecordingServer;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private final LineKinds kinds = new LineKinds();
    private final Reports reports = new Reports(Map.of("instance", "i-1"), kinds);

    private LineKind kind(String template) {
        return Objects.requireNonNull(kinds.of("com.acme", "INFO", LineShape.ofTemplate(template)));
    }

    private @Nullable String next() {
        byte[] json = reports.next();
        return json == null ? null : new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void onlyWhatHasChangedIsReported() {
        assertThat(next()).isNull();
        LineKind came = kind("{} came");
        came.count(new MappingResult(null, null, 0));
        assertThat(next())
                .contains("\"instance\":\"i-1\"", "\"complete\":true", "\"pieces\":[\"\",\" came\"]", "\"count\":1");

        assertThat(next()).as("until it has arrived").contains("\" came\"");
        reports.arrived();
        assertThat(next()).isNull();

        came.count(new MappingResult(null, null, 0));
        kind("{} went");
        assertThat(next())
                .contains("\"complete\":false", "\"counts\":{\"1\":[2,0]}", "\" went\"")
                .doesNotContain(" came");
    }

    @Test
    void theLastReportSaysSo() {
        assertThat(reports.last()).as("nobody was told of this instance").isNull();
        kind("{} came");
        assertThat(next()).contains("\"ended\":false");
        reports.arrived();

        assertThat(new String(Objects.requireNonNull(reports.last()), StandardCharsets.UTF_8))
                .contains("\"ended\":true", "\"kinds\":[]");
    }

    @Test
    void aServerThatHasForgottenIsToldEverything() {
        kind("{} came");
        assertThat(next()).isNotNull();
        reports.arrived();
        reports.forgotten();

        assertThat(next()).contains("\"complete\":true", " came");
    }

    @Test
    void aReportGoesToTheServerOnThisMachineAndNoFurther() throws IOException {
        try (RecordingServer server = RecordingServer.start()) {
            URI host = URI.create(server.host());
            server.answerNextReports(Answer.status(200), Answer.status(302).with("Location", server.host() + "/x"));
            LoopbackPost post = new LoopbackPost(host, "/discover/report");

            assertThat(post.post("{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(200);
            assertThat(post.post("{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(302);
            assertThat(server.reports()).containsExactly("{}", "{\"a\":\"ü\"}");
        }
        assertThat(Authenticator.getDefault()).isNull();
        assertThat(CookieHandler.getDefault()).isNull();
    }

    @Test
    void anAddressOfAnotherMachineIsNeverConnectedTo() {
        assertThatThrownBy(
                        () -> new LoopbackPost(URI.create("http://192.0.2.1:1"), "/discover/report").post(new byte[0]))
                .hasMessage("not this machine");
    }
}
