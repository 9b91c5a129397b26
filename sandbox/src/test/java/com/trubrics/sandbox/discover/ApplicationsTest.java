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
            applications.take(new Reported("i-" + i)
                    .of("Shop " + i, 0)
                    .template("logger" + i, "x")
                    .json());
        }

        assertThat(loggers(applications)).hasSize(Applications.MOST).endsWith("logger15");
    }

    @Test
    void anApplicationThatIsStartedAgainReplacesItself() {
        long noProcess = 999_999_999L;
        applications.take(
                new Reported("i-1").of("Shop", noProcess).template("gone", "x").json());
        applications.take(new Reported("i-2")
                .of("Shop", ProcessHandle.current().pid())
                .template("running", "x")
                .json());
        assertThat(loggers(applications)).containsExactly("running");

        applications.take(new Reported("i-3")
                .of("Shop", ProcessHandle.current().pid())
                .template("beside", "x")
                .json());
        assertThat(loggers(applications)).containsExactly("running", "beside");

        applications.take(new Reported("i-3").of("Shop", 0).continued().ended().json());
        assertThat(loggers(applications))
                .as("what has ended can still be looked at")
                .contains("beside");
        applications.take(
                new Reported("i-4").of("Shop", 0).template("again", "x").json());
        assertThat(loggers(applications)).containsExactly("running", "again");
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
