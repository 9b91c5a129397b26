package com.example.llm;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.MDC;

/** Long answers that arrive at the same time, and the memory that they need. */
final class LongStreams {
    static final int COUNT = 100;

    /** Asks a question, passes on the parts of the answer, and returns at its end. */
    @FunctionalInterface
    interface Asking {
        void ask(String question, Consumer<String> parts);
    }

    private LongStreams() {}

    /** The question of one of them. */
    static String question(String about, int number) {
        return "long " + about + " " + number + "?";
    }

    /** Returns the bytes in use when all answers have arrived but for their last part and their end. */
    static long bytesInUse(OpenAiStub openAi, String about, Asking model) throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(COUNT);
        ExecutorService users = Executors.newFixedThreadPool(COUNT);
        openAi.holdLongAnswers();
        try {
            for (int number = 0; number < COUNT; number++) {
                String question = question(about, number);
                users.execute(() -> {
                    MDC.put("user_id", "u1");
                    model.ask(question, countingDown(arrived));
                    MDC.clear();
                });
            }
            if (!arrived.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError(arrived.getCount() + " answers have not arrived");
            }
            return bytesInUse();
        } finally {
            openAi.releaseLongAnswers();
            users.shutdown();
            if (!users.awaitTermination(1, TimeUnit.MINUTES)) {
                users.shutdownNow();
            }
        }
    }

    /** Spring AI 1 passes a part on when it has the next one. */
    private static Consumer<String> countingDown(CountDownLatch arrived) {
        AtomicInteger left = new AtomicInteger(OpenAiStub.LONG_PARTS - 1);
        return part -> {
            if (left.decrementAndGet() == 0) {
                arrived.countDown();
            }
        };
    }

    private static long bytesInUse() {
        for (int collections = 0; collections < 3; collections++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
