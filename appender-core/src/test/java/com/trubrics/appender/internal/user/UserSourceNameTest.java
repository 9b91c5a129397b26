package com.trubrics.appender.internal.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSourceNameTest {

    @Test
    void aMethodIsFollowedByAPath() throws Exception {
        UserSourceName name = UserSourceName.parse("a.b.Outer$Inner.current().users[0].id");

        assertThat(name.className()).isEqualTo("a.b.Outer$Inner");
        assertThat(name.method()).isEqualTo("current");
        assertThat(name.path()).hasToString("current().users[0].id");
        assertThat(name).hasToString("a.b.Outer$Inner.current()");
    }

    @Test
    void aClassAloneIsASource() throws Exception {
        UserSourceName name = UserSourceName.parse("a.b.CurrentUser");

        assertThat(name.className()).isEqualTo("a.b.CurrentUser");
        assertThat(name.method()).isNull();
        assertThat(name).hasToString("a.b.CurrentUser");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CurrentUser",
                "current()",
                "a.b.",
                ".a.b",
                "a..b",
                "a.b C",
                "a.b.C#current()",
                "a.b.C.get(1).id",
                "a.b.C.get(\"x\").y()",
                "a.b.C.get()id",
                "a.b.C.get().",
                "a.b.C.get()[x]",
                "#{user}",
                "mdc:user"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> UserSourceName.parse(text)).message().isNotBlank();
    }
}
