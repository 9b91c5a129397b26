package com.trubrics.appender.internal.config;

import com.trubrics.appender.internal.path.MalformedPathException;
import com.trubrics.appender.internal.user.Pseudonyms;
import com.trubrics.appender.internal.user.UserSourceName;
import java.security.GeneralSecurityException;

/** Parses the options about users. */
final class Users {
    private Users() {}

    static UserSourceName source(String text) throws BadValue {
        try {
            return UserSourceName.parse(text);
        } catch (MalformedPathException | IllegalArgumentException e) {
            throw new BadValue(String.valueOf(e.getMessage()));
        }
    }

    static Pseudonyms pseudonyms(String key) throws BadValue {
        try {
            return Pseudonyms.under(key);
        } catch (GeneralSecurityException | RuntimeException refused) { // its message may quote the key
            throw new BadValue("the security provider of this JVM cannot compute HMAC-SHA-256 with this key");
        }
    }
}
