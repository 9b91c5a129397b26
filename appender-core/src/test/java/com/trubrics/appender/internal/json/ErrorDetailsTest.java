package com.trubrics.appender.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDetailsTest {

    @Test
    void aTextIsTaken() {
        assertThat(read("{\"status\":1,\"detail\":\"Invalid API key\"}"))
                .isEqualTo(new ErrorDetails("Invalid API key", Set.of()));
    }

    @Test
    void ofAListOnlyPlaceMessageAndTypeAreTaken() {
        assertThat(read("""
                {"detail": [
                  {"type": "missing", "loc": ["body", 3, "user_id"], "msg": "Field required",
                   "input": {"loc": ["body", 99], "msg": "secret"}, "ctx": [["secret"]]},
                  {"loc": ["body", 17, "properties", 5], "msg": "Bad"}
                ], "body": "secret"}"""))
                .isEqualTo(new ErrorDetails(
                        "body.3.user_id: Field required (missing); body.17.properties.5: Bad", Set.of(3, 17)));
    }

    @Test
    void aSingleProblemNeedsNoList() {
        assertThat(read("{\"detail\":{\"loc\":\"body\",\"msg\":\"Bad\"}}"))
                .isEqualTo(new ErrorDetails("body: Bad", Set.of()));
    }

    @Test
    void aListOfTextsIsTaken() {
        assertThat(read("{\"detail\":[\"one\",\"two\",3]}").text()).isEqualTo("one; two");
    }

    @Test
    void numbersThatAreNoPositionAreNotIndices() {
        assertThat(read("""
                {"detail": [
                  {"loc": ["body", -1], "msg": "a"},
                  {"loc": ["body", 123456789012345678901234567890], "msg": "b"},
                  {"loc": ["body", 1.5], "msg": "c"},
                  {"loc": ["body", "2"], "msg": "d"}
                ]}""").indices()).isEmpty();
    }

    @Test
    void whatWasReadBeforeACutStands() {
        String body = "{\"detail\":[{\"loc\":[\"body\",3],\"msg\":\"Bad\"},{\"loc\":[\"body\",4],\"msg\":\"B";

        assertThat(read(body)).isEqualTo(new ErrorDetails("body.3: Bad", Set.of(3, 4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html><body>Bad gateway</body></html>",
                "detail",
                "null",
                "42",
                "[]",
                "[{\"detail\":\"in a list\"}]",
                "{}",
                "{\"detail\"",
                "{\"detail\":null}",
                "{\"detail\":42}",
                "{\"detail\":[]}",
                "{\"detail\":[null,{},[]]}",
                "{\"error\":{\"detail\":\"deeper\"}}",
                "{detail:'x'}",
            })
    void aBodyThatSaysNothingIsEmpty(String body) {
        assertThat(read(body)).isEqualTo(ErrorDetails.NONE);
    }

    @Test
    void bytesThatAreNoTextAreEmpty() {
        assertThat(ErrorDetails.read(new byte[] {(byte) 0x1f, (byte) 0x8b, 8, 0, (byte) 0xff, 0}))
                .isEqualTo(ErrorDetails.NONE);
    }

    @Test
    void depthDoesNotMatter() {
        assertThat(read("{\"x\":" + "[".repeat(30_000))).isEqualTo(ErrorDetails.NONE);
        assertThat(read("{\"detail\":" + "[".repeat(30_000))).isEqualTo(ErrorDetails.NONE);
    }

    @Test
    void aLongListIsNotCollectedToItsEnd() {
        String problem = "{\"loc\":[\"body\",1],\"msg\":\"" + "x".repeat(300) + "\"},";

        assertThat(read("{\"detail\":[" + problem.repeat(100)).text()).hasSizeLessThan(2_000);
    }

    private static ErrorDetails read(String body) {
        return ErrorDetails.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
