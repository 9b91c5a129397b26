package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.Sample.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings.Overflow;
import com.trubrics.appender.config.DeliverySettings.Queueing;
import com.trubrics.appender.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where events end. */
class LedgerTest {

    private final Account account = new Account("https://example.test");
    private final Ledger ledger = new Ledger(account);

    private List<Entry> accepted(int count) {
        List<Entry> entries = entries(1, count);
        for (Entry entry : entries) {
            account.seen();
            assertThat(account.room()
                            .take(entry.weight(), new Queueing(100, 1 << 20, Overflow.DROP_NEWEST, Duration.ZERO)))
                    .isTrue();
            ledger.taken(entry);
        }
        return entries;
    }

    @Test
    void whatIsDeliveredGivesItsRoomBack() {
        ledger.delivered(accepted(3));

        assertThat(account.stats().delivered()).isEqualTo(3);
        assertThat(account.room().count()).isZero();
        assertThat(account.room().bytes()).isZero();
        assertThat(ledger.losses()).isZero();
    }

    @Test
    void whatIsDroppedGivesItsRoomBackAndIsALoss() {
        List<Entry> entries = accepted(3);
        ledger.dropped(entries.subList(0, 2), DropReason.REJECTED);
        ledger.dropped(entries.subList(2, 3), DropReason.SHUTDOWN);

        assertThat(account.stats().dropped(DropReason.REJECTED)).isEqualTo(2);
        assertThat(account.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        assertThat(account.room().bytes()).isZero();
        assertThat(ledger.losses()).isEqualTo(3);
    }

    @Test
    void whatHasEndedDoesNotEndAgain() {
        List<Entry> entries = accepted(3);
        ledger.delivered(entries.subList(0, 2));
        ledger.dropped(entries, DropReason.SHUTDOWN);
        ledger.delivered(entries);

        assertThat(account.stats().delivered()).isEqualTo(2);
        assertThat(account.stats().dropped()).isEqualTo(1);
        assertThat(account.room().count()).isZero();
        assertThat(ledger.losses()).isEqualTo(1);
    }

    @Test
    void whatHasNotEndedIsOpenTheOldestFirst() {
        List<Entry> entries = accepted(5);
        ledger.delivered(List.of(entries.get(4), entries.get(1)));
        assertThat(ledger.open(Endpoint.EVENTS)).containsExactly(entries.get(0), entries.get(2), entries.get(3));
        assertThat(ledger.open(Endpoint.LLM_EVENTS)).isEmpty();

        ledger.delivered(List.of(entries.get(0), entries.get(3)));
        ledger.delivered(List.of(entries.get(2)));
        assertThat(ledger.open(Endpoint.EVENTS)).isEmpty();
    }

    @Test
    void whatWasLostElsewhereOnlyCountsAsALoss() {
        ledger.lost(2);

        assertThat(ledger.losses()).isEqualTo(2);
        assertThat(account.stats().dropped()).isZero();
    }

    @Test
    void everyReasonStandsInTheAccount() {
        assertThat(account.stats().droppedByReason()).containsOnlyKeys(DropReason.values());
    }
}
