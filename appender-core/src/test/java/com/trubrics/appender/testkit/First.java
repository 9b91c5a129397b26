package com.trubrics.appender.testkit;

import java.util.function.Supplier;

/** The script of a {@link ScriptedServer} that answers the first requests with something else, and takes the others. */
final class First implements Supplier<Answer> {
    private final Answer answer;
    private int left;

    First(int requests, Answer answer) {
        this.left = requests;
        this.answer = answer;
    }

    @Override
    public Answer get() {
        return left-- > 0 ? answer : Answer.ok();
    }
}
