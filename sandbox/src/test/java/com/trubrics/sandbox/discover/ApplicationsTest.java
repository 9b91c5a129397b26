package com.trubrics.sandbox.discover;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.web.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationsTest {
    private final Applications applications = new Applications();

    private static List<String> loggers(Applications applications) {
        return applications.kinds().stream().map(seen -> seen.kind().logger()).toList();
    }

    @Test
    void aReportThatContinuesUnknownOnesIsRefused() {
        assertThat(applications.take(
                        Reported.one().continued().template("a", "x").json()))
                .isFalse();
        assertThat(applications.kinds()).isEmpty();
    }

    @Test
    void aCompleteReportReplacesWhatWasKnownAndAnotherOneAddsToIt() {
        assertThat(applications.take(
                        Reported.one().template("a", "x").template("b", "y").json()))
                .isTrue();
        assertThat(applications.take(
                        Reported.one().continued().template("c", "z").json()))
                .isTrue();
        assertThat(loggers(applications)).containsExactly("c", "b");

        assertThat(applications.take(Reported.one().template("d", "z").json())).isTrue();
        assertThat(loggers(applications)).containsExactly("d");
    }

    @Test
    void countsAloneLeaveTheRestAsItIs() throws Exception {
        applications.take(Reported.one().template("a", "x").json());
        applications.take(
                Json.MAPPER.readTree("{\"instance\":\"i-1\",\"complete\":false,\"counts\":{\"1\":[7,2],\"9\":[1,1]}}"));

        assertThat(applications.kinds())
                .singleElement()
                .satisfies(seen -> assertThat(seen.counted()).isEqualTo(new Counted(7, 2)));
    }

    @Test
    void theApplicationsThatReportedLastAreKept() {
        for (int i = 0; i < 2 * Applications.MOST; i++) {
            applications.take(new Reported("i-" + i).template("logger" + i, "x").json());
        }

        assertThat(loggers(applications)).hasSize(Applications.MOST).endsWith("logger15");
    }

    @Test
    void nonsenseIsEmpty() throws Exception {
        for (String json : List.of(
                "{}",
                "[]",
                "7",
                "{\"complete\":true,\"kinds\":[7,{},{\"samples\":[1,{\"arguments\":{}}]}],\"counts\":[]}")) {
            applications.take(Json.MAPPER.readTree(json));
        }
        applications
                .kinds()
                .forEach(seen -> assertThat(
                                Proposal.of(seen.reading().get(), List.of()).view())
                        .isNotEmpty());
    }
}
