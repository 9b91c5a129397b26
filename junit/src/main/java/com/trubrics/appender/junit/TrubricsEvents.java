package com.trubrics.appender.junit;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The events that a test's log calls have become, in memory. A JUnit 5 extension for both logging frameworks.
 *
 * <pre>{@code
 * @RegisterExtension
 * TrubricsEvents events = new TrubricsEvents();
 *
 * @Test
 * void aSignUpIsAnEvent() {
 *     users.signUp("u-42", "pro");
 *     assertThat(events).single().isUserEvent("Sign Up").byUser("u-42").hasProperty("plan", "pro");
 * }
 * }</pre>
 *
 * <p>With this jar on the class path, appenders, the Spring Boot starter and clients need no API key and send nothing
 * anywhere. The events come from the Trubrics appenders of the logging configuration that the test uses, with their rules.
 * They are captured as soon as a log call returns; behind an asynchronous appender, or if another thread logs, use
 * {@link #await}.
 *
 * <p>Each test method sees its own events only, also if tests run in parallel: those of its thread, and of threads
 * created by that thread. What threads of a pool log goes to the test if no other one with this extension is running, and
 * otherwise to no test. Events between tests, such as those of a starting application, go to no test.
 *
 * <p>{@code @ExtendWith(TrubricsEvents.class)} and a parameter of this type work as well. All methods can be called on
 * any thread that the rule above assigns to a test.
 */
public final class TrubricsEvents implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TrubricsEvents.class);

    /** Creates the extension; it captures while a test runs. */
    public TrubricsEvents() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Recording.class, RunningTests.begin());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Recording recording = context.getStore(NAMESPACE).remove(Recording.class, Recording.class);
        if (recording != null) {
            RunningTests.end(recording);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TrubricsEvents.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return this;
    }

    /** Returns the events so far, in the order in which they were captured. */
    public List<Event> all() {
        return recording().events();
    }

    /** Returns the user events so far. */
    public List<UserEvent> userEvents() {
        return only(UserEvent.class);
    }

    /** Returns the LLM events so far. */
    public List<LlmEvent> llmEvents() {
        return only(LlmEvent.class);
    }

    private <T extends Event> List<T> only(Class<T> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns the events that would have been dropped, and why: those that name no user, for example. */
    public List<DroppedEvent> dropped() {
        return recording().dropped();
    }

    /**
     * Returns what became of the latest 200 log calls that reached an appender, event or not, and why: the lines that
     * {@code explain=true} prints.
     */
    public List<String> explanations() {
        return recording().explanations();
    }

    /** Forgets what has been captured so far in this test. */
    public void clear() {
        recording().clear();
    }

    /**
     * Waits until this many events have been captured, for at most five seconds, and returns this object.
     *
     * @throws AssertionError if there are fewer by then, with everything that was captured
     */
    public TrubricsEvents await(int count) {
        return await(count, PATIENCE);
    }

    /**
     * Waits until this many events have been captured, and returns this object.
     *
     * @throws AssertionError if there are fewer after this time, with everything that was captured
     */
    public TrubricsEvents await(int count, Duration timeout) {
        Recording recording = recording();
        try {
            if (recording.await(Recording::events, count, timeout)) {
                return this;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Failure.of(
                "Expected at least " + count + " events within " + timeout.toMillis() + " ms, but there are "
                        + recording.events().size() + ".",
                recording);
    }

    Recording recording() {
        Recording recording = RunningTests.of(Thread.currentThread().getName());
        if (recording == null) {
            throw new IllegalStateException(
                    "This thread belongs to no running test. Call TrubricsEvents on a test's own thread.");
        }
        return recording;
    }
}
