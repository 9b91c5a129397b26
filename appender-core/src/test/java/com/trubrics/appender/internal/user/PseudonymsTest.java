package com.trubrics.appender.internal.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PseudonymsTest {

    /** RFC 4231, test case 2, and one that any tool confirms: {@code printf bob@example.org | openssl dgst -sha256 -hmac KEY}. */
    @Test
    void aPseudonymIsTheBeginningOfAnHmacThatAnyToolComputes() throws Exception {
        assertThat(Pseudonyms.under("Jefe").of("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c7");
        assertThat(Pseudonyms.under("clé").of("bob@example.org")).isEqualTo("035473cce1a41b8cb2af704df9fca3e4");
    }

    @Test
    void theKeyIsNotShown() throws Exception {
        assertThat(Pseudonyms.under("k3y")).asString().doesNotContain("k3y");
    }
}
