package com.trubrics.appender.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.config.Destination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The account of each destination. One that is no longer used is kept, so that it can still be read and goes on when
 * the destination is used again; of many the one opened longest ago is forgotten. {@link Pipelines} guards it.
 */
final class Accounts {

    /** More destinations than an application has, unless it makes them up as it goes. */
    private static final int KEPT = 100;

    private final Map<Destination, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * The account of a destination, new or as it was left.
     *
     * @param isInUse says which others must be kept
     */
    Account open(Destination destination, Predicate<Destination> isInUse) {
        Account account = accounts.computeIfAbsent(destination, to -> new Account(to.toString()));
        if (accounts.size() > KEPT) {
            accounts.keySet().removeIf(old -> accounts.size() > KEPT && !old.equals(destination) && !isInUse.test(old));
        }
        return account;
    }

    /** All of them, the one opened last at the end. */
    List<DeliveryStats> stats() {
        return accounts.values().stream().map(Account::stats).toList();
    }
}
