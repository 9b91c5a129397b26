package com.example.compatibility;

import java.util.List;
import kotlin.KotlinVersion;
import kotlin.collections.CollectionsKt;
import kotlin.text.StringsKt;

final class KotlinCall {
    private KotlinCall() {}

    static void make() {
        Library.check("version", StringsKt.substringBefore("version " + KotlinVersion.CURRENT, " ", ""));
        Library.check("[3, 2, 1]", CollectionsKt.reversed(List.of(1, 2, 3)).toString());
    }
}
