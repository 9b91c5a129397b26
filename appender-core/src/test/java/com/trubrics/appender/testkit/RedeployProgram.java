package com.trubrics.appender.testkit;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the child JVM of a {@link RedeployContract} does: a small container, with one thread that outlives all
 * applications. Whatever is left of one of them ends the program with an exception.
 */
public final class RedeployProgram {
    /** They are told to end by the stop, and need a moment; those that OkHttp and Okio have by themselves idle for minutes. */
    private static final Duration THREADS_END_WITHIN = Duration.ofSeconds(20);

    private static final Duration COLLECTED_WITHIN = Duration.ofSeconds(30);

    /** After so many redeploys it is looked at what is left. */
    private static final int BATCH = 25;

    private final String application;
    private final String configuration;
    private int requests;

    private RedeployProgram(String application, String configuration) {
        this.application = application;
        this.configuration = configuration;
    }

    /** What the container does with its applications. */
    public enum Scenario {
        /** One after the other, each with its own copy of everything. */
        ONE_AFTER_THE_OTHER,
        /** The framework is the container's; one application comes and goes while another stays. */
        SHARED_LIBRARIES,
        /** Two at the same time; one stops, and the JVM exits under the other and a third. */
        SEVERAL_AT_ONCE
    }

    /** The arguments are a {@link Scenario}, the class of the application, its configuration, and how often. */
    public static void main(String[] arguments) throws Exception {
        RedeployProgram program = new RedeployProgram(arguments[1], arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        Callable<Void> scenario = switch (Scenario.valueOf(arguments[0])) {
            case ONE_AFTER_THE_OTHER -> () -> program.oneAfterTheOther(rounds);
            case SHARED_LIBRARIES -> () -> program.sharedLibraries(rounds);
            case SEVERAL_AT_ONCE -> program::severalAtOnce;
        };
        ExecutorService container = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "container");
            thread.setDaemon(true);
            return thread;
        });
        container.submit(scenario).get();
    }

    private Void oneAfterTheOther(int rounds) throws Exception {
        int classesBefore = 0;
        List<Deployment> gone = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Deployment one = deploy(WebApplicationLoader.withItsOwnCopies());
            serve(one);
            one.undeploy();
            gone.add(one);
            if (round % BATCH == 0 || round == rounds) {
                requireNoHookOrBean();
                awaitNothingLeft(gone);
                int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
                System.out.println(round + " redeploys: " + classes + " classes");
                if (classesBefore > 0 && classes > classesBefore + 200) {
                    throw new AssertionError("classes grow: " + classesBefore + ", then " + classes);
                }
                classesBefore = classes;
            }
        }
        return null;
    }

    private Void sharedLibraries(int rounds) throws Exception {
        for (int round = 1; round <= rounds; round++) {
            // The first one has every shared thing made on its behalf: threads, hook, connections.
            Deployment first = deploy(WebApplicationLoader.onSharedLibraries(application));
            serve(first);
            Deployment second = deploy(WebApplicationLoader.onSharedLibraries(application));
            serve(second);
            first.undeploy();
            awaitNothingLeft(List.of(first));
            serve(second);
            second.undeploy();
            awaitNothingLeft(List.of(second));
            requireNoHookOrBean();
        }
        return null;
    }

    private Void severalAtOnce() throws Exception {
        Deployment one = deploy(WebApplicationLoader.withItsOwnCopies());
        Deployment other = deploy(WebApplicationLoader.withItsOwnCopies());
        serve(one);
        serve(other);
        one.undeploy();
        serve(deploy(WebApplicationLoader.withItsOwnCopies()));
        serve(other);
        awaitNothingLeft(List.of(one));
        return null;
    }

    private Deployment deploy(WebApplicationLoader loader) throws Exception {
        return Deployment.of(loader, application, configuration);
    }

    private void serve(Deployment deployed) throws Exception {
        deployed.request(requests++);
        deployed.reconfigure();
        deployed.request(requests++);
    }

    /** When nobody uses any pipeline, there is none of the library's hooks and MBeans, whoever's class loader they have. */
    private static void requireNoHookOrBean() throws ReflectiveOperationException {
        if (!PublishedBeans.names().isEmpty()) {
            throw new AssertionError("MBeans: " + PublishedBeans.names());
        }
        for (Thread hook : ShutdownHooks.registered()) {
            if (hook.getName().startsWith("trubrics-")) {
                throw new AssertionError("a shutdown hook: " + hook);
            }
        }
    }

    private static void awaitNothingLeft(List<Deployment> gone) throws Exception {
        for (Deployment one : gone) {
            List<Thread> hooks = one.hooks(ShutdownHooks.registered());
            if (!hooks.isEmpty()) {
                throw new AssertionError("shutdown hooks of an undeployed application: " + hooks);
            }
        }
        List<String> threads = gone.stream()
                .flatMap(one -> one.threads().stream())
                .map(Thread::getName)
                .distinct()
                .toList();
        long begin = System.nanoTime();
        for (Deployment one : gone) {
            one.awaitNoThreads(THREADS_END_WITHIN);
        }
        long ended = System.nanoTime();
        for (Deployment one : gone) {
            one.awaitCollected(COLLECTED_WITHIN);
        }
        System.out.println("threads " + threads + " ended after " + (ended - begin) / 1_000_000
                + " ms, collected after another " + (System.nanoTime() - ended) / 1_000_000 + " ms");
    }
}
