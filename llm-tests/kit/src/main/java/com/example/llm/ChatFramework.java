package com.example.llm;

import java.util.function.Consumer;

/** The ways in which an application uses a model through one framework. All questions end with "?". */
public abstract class ChatFramework {

    /** The {@code maxEventBytes} of both logging configurations. */
    protected static final int EVENT_BYTES = 32 * 1024;

    private static final OpenAiStub OPEN_AI;

    static {
        Trubrics.begin();
        OPEN_AI = OpenAiStub.start();
    }

    /** Returns the framework's name in the events. */
    protected abstract String framework();

    /** Asks a question and returns the answer. */
    protected abstract String ask(String question);

    /** Asks a question, and waits for the last part of the answer. Throws if the stream fails. */
    protected abstract void stream(String question);

    /** Asks a question in a conversation whose memory has this ID. */
    protected abstract void askInConversation(String id, String question);

    /** Asks a question of a model that has the tool {@code weather}. */
    protected abstract void askWithTool(String question);

    /** Streams the answer to such a question. */
    protected abstract void streamWithTool(String question);

    /** Streams an answer with an adapter whose events may have {@value #EVENT_BYTES} bytes. */
    protected abstract void streamIntoSmallEvent(String question, Consumer<String> parts);

    /** Streams an answer without an adapter. */
    protected abstract void streamUnwatched(String question, Consumer<String> parts);

    /** Returns what the documentation says about the tested versions. */
    protected abstract String testedWith();

    /** Asks a question with options that leave it out of the event, and cut the answer to four characters. */
    protected abstract void askDiscreetly(String question);

    /** Returns the model's address. */
    protected static String openAiUrl() {
        return OPEN_AI.url();
    }

    static OpenAiStub openAi() {
        return OPEN_AI;
    }

    /** Returns the version of the jar that has this class. */
    protected static String version(Class<?> type) {
        String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.replaceFirst(".*?-(\\d[^/]*)\\.jar$", "$1");
    }
}
