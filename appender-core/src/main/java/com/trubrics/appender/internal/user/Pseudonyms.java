package com.trubrics.appender.internal.user;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces user IDs with pseudonyms: the first 32 hexadecimal digits of HMAC-SHA-256 under a secret key. The same user has
 * the same pseudonym in every JVM with that key, and it cannot be computed without the key. Thread-safe.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKeySpec key;

    private Pseudonyms(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Returns the pseudonyms under a key.
     *
     * @param key any non-empty text; its bytes in UTF-8 are the key
     * @throws GeneralSecurityException if this JVM cannot compute them, because a security provider refuses the key
     */
    public static Pseudonyms under(String key) throws GeneralSecurityException {
        Pseudonyms pseudonyms = new Pseudonyms(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        pseudonyms.mac();
        return pseudonyms;
    }

    /** Returns the pseudonym of a user. */
    public String of(String userId) {
        try {
            byte[] mac = mac().doFinal(userId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The security provider that computed pseudonyms is no longer available.", e);
        }
    }

    private Mac mac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        return mac;
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "***";
    }
}
