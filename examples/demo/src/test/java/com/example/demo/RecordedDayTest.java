package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedDayTest {
    private RecordedDay day;

    @BeforeEach
    void read() throws IOException {
        day = RecordedDay.on(LocalDate.of(2026, 1, 31));
    }

    @Test
    void holds_about_three_hundred_requests_by_about_twenty_users_in_order() {
        assertThat(day.requests()).hasSizeBetween(270, 330);
        assertThat(day.users()).isBetween(18L, 22L);
        assertThat(day.requests()).extracting(RecordedRequest::id).doesNotHaveDuplicates();
        assertThat(day.requests()).extracting(RecordedRequest::at).isSorted();
    }

    @Test
    void groups_by_user_without_losing_a_request_or_the_order() {
        assertThat(day.byUser().stream().flatMap(List::stream).toList()).hasSameElementsAs(day.requests());
        assertThat(day.byUser())
                .allSatisfy(requests ->
                        assertThat(requests).extracting(RecordedRequest::at).isSorted());
    }

    @Test
    void leads_to_events_of_every_kind_and_to_requests_that_are_none() {
        Map<String, Long> byName = ExpectedEvent.of(asRecorded()).stream()
                .collect(Collectors.groupingBy(ExpectedEvent::name, Collectors.counting()));

        assertThat(byName).containsOnlyKeys("Page view", ExpectedEvent.LLM, "Feedback", "Sign Up", "Upgrade");
        long events = byName.values().stream().mapToLong(Long::longValue).sum();
        assertThat(events).isBetween(200L, day.requests().size() - 20L);
    }

    @Test
    void tells_when_a_request_was_made() {
        RecordedRequest request = new RecordedRequest("r-001", "07:02:11", "ana", "GET", "/pages/home", "", 200);
        assertThat(request.instant(day.date())).isEqualTo("2026-01-31T07:02:11Z");
    }

    private List<Played> asRecorded() {
        return day.requests().stream()
                .map(request -> new Played(request, day.date(), request.status(), "an answer"))
                .toList();
    }
}
