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
 * A JUnit 5 extension that captures the events from a test's log calls in memory, on both logging frameworks.
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
 * <p>With this jar on the class path, appenders, the Spring Boot starter and clients need no API key and send nothing. The
 * events come from the Trubrics appenders of the test's logging configuration, with their rules. They are captured before a
 * log call returns. Behind an asynchronous appender, or if another thread logs, use {@link #await}.
 *
 * <p>Each test method sees only its own events, even if tests run in parallel: those of its thread, and of threads created by
 * that thread. Events from pooled threads go to the test if no other test with this extension is running, and otherwise to no
 * test. Events between tests, such as those of a starting application, go to no test.
 *
 * <p>You can also use {@code @ExtendWith(TrubricsEvents.class)} and a parameter of this type. All methods can be called on
 * any thread that belongs to a test.
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

    /** Returns the events that would have been dropped, for example because they name no user, with the reasons. */
    public List<DroppedEvent> dropped() {
        return recording().dropped();
    }

    /**
     * Returns the explanations of the latest 200 log calls that reached an appender, whether or not they are events: the lines
     * that {@code explain=true} prints.
     */
    public List<String> explanations() {
        return recording().explanations();
    }

    /** Removes everything that has been captured so far in this test. */
    public void clear() {
        recording().clear();
    }

    /**
     * Waits until this many events have been captured, for at most five seconds, and returns this object.
     *
     * @throws AssertionError if there are fewer by then; the message shows everything that was captured
     */
    public TrubricsEvents await(int count) {
        return await(count, PATIENCE);
    }

    /**
     * Waits until this many events have been captured, and returns this object.
     *
     * @throws AssertionError if there are fewer after this time; the message shows everything that was captured
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
                "Expected at least " + EventsAssert.count(count) + " within " + timeout.toMillis()
                        + " ms, but there are " + recording.events().size() + ".",
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
