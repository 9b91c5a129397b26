package com.trubrics.appender.internal.egress;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Chooses users by their IDs: either all events of a user stay, or none. The choice is the same in every process, and other
 * programs can repeat it: a user stays if the first four bytes of the SHA-256 of the ID in UTF-8, read as an unsigned
 * number with the most significant byte first, are less than {@code rate} times 2^32. Users who stay at one rate stay at
 * every higher one.
 *
 * @param rate the share of users who stay, 0 to 1
 */
record UserSample(double rate) {

    private static final double ALL = 0x1p32;

    boolean takes(String userId) {
        return rate >= 1 || number(userId) < rate * ALL;
    }

    private static long number(String userId) {
        byte[] hash = sha256(userId.getBytes(StandardCharsets.UTF_8));
        long number = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            number = number << Byte.SIZE | Byte.toUnsignedLong(hash[i]);
        }
        return number;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
