package com.example.llm;

import java.util.function.Consumer;

/** The ways in which an application uses a model through one framework. All questions end with "?". */
public abstract class ChatFramework {

    /** In the configurations of both logging frameworks as well. */
    protected static final int EVENT_BYTES = 32 * 1024;

    private static final OpenAiStub OPEN_AI;

    static {
        Trubrics.begin();
        OPEN_AI = OpenAiStub.start();
    }

    /** The framework's name in the events. */
    protected abstract String framework();

    /** Asks a question and returns the answer. */
    protected abstract String ask(String question);

    /** Asks a question, and waits for the last part of the answer. Throws if the stream fails. */
    protected abstract void stream(String question);

    /** Asks a question in a conversation whose memory has this ID. */
    protected abstract void askInConversation(String id, String question);

    /** Asks a question of a model that has the tool {@code weather}. */
    protected abstract void askWithTool(String question);

    /** The same, with an answer in parts. */
    protected abstract void streamWithTool(String question);

    /** Streams an answer with an adapter whose events may have {@value #EVENT_BYTES} bytes. */
    protected abstract void streamIntoSmallEvent(String question, Consumer<String> parts);

    /** Streams an answer without an adapter. */
    protected abstract void streamUnwatched(String question, Consumer<String> parts);

    /** What the documentation says about the versions that are tested here. */
    protected abstract String testedWith();

    /** Asks a question that is left out of the event, and of whose answer four characters are left. */
    protected abstract void askDiscreetly(String question);

    /** The model's address. */
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
