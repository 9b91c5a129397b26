package com.example.demo;

import java.util.ArrayList;
import java.util.List;

/** One entry of the {@code detail} list that answers a body which does not validate. */
record Problem(List<Object> loc, String msg, String type) {

    /** {@code where} leads into the body: indices and field names. */
    static Problem of(String msg, String type, Object... where) {
        List<Object> loc = new ArrayList<>();
        loc.add("body");
        loc.addAll(List.of(where));
        return new Problem(List.copyOf(loc), msg, type);
    }
}
