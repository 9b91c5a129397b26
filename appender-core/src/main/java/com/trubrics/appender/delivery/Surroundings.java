package com.trubrics.appender.delivery;

import java.util.random.RandomGenerator;

/**
 * What the lanes of one delivery share.
 *
 * @param queue where new events come from
 * @param ledger where events end
 * @param ending when all must be over
 * @param narrator tells the user
 * @param random chance, for the backoff
 */
record Surroundings(EventQueue queue, Ledger ledger, Ending ending, Narrator narrator, RandomGenerator random) {}
