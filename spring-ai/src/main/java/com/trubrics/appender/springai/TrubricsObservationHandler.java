package com.trubrics.appender.springai;

import com.trubrics.appender.llm.Guard;
import com.trubrics.appender.llm.LlmExchange;
import com.trubrics.appender.llm.LlmOptions;
import com.trubrics.appender.llm.LlmUser;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/**
 * Logs each exchange of Spring AI as one line of the logger {@code com.trubrics.llm}, which a Trubrics appender turns
 * into an LLM event. Register it with the application's {@code ObservationRegistry}. In a Spring Boot application, this
 * happens automatically.
 *
 * <p>One question to a {@code ChatClient} is the exchange, with all rounds in which the model calls tools. If a
 * {@code ChatModel} is used without an observed client, each answer that asks for no more tools is an exchange. Embeddings,
 * images and so on are not exchanges.
 *
 * <p>Thread-safe, and safe to register twice. Its failures never affect the application's call.
 */
public final class TrubricsObservationHandler implements ObservationHandler<Observation.Context> {

    /**
     * The key under which an observation around the exchange can name the user, as text. For example, a filter can put the
     * user into the context of the HTTP request's observation if no thread-local has it.
     */
    public static final String USER_KEY = "trubrics.user";

    private final LlmOptions options;
    private final ToolRounds toolRounds = new ToolRounds();

    /** Creates a handler with these options. */
    public TrubricsObservationHandler(LlmOptions options) {
        this.options = options;
    }

    /** Compares names, so that refusing other observations does not need any class of Spring AI. */
    @Override
    public boolean supportsContext(Observation.Context context) {
        return context.getClass().getName().startsWith("org.springframework.ai.");
    }

    /** Called on the thread that asks; for a stream, on the thread that subscribes. */
    @Override
    public void onStart(Observation.Context context) {
        Guard.run(() -> {
            if (context.containsKey(TrubricsObservationHandler.class)) {
                return; // registered twice
            }
            context.put(TrubricsObservationHandler.class, this);
            if (context instanceof ChatClientObservationContext client) {
                begun(client);
            } else if (context instanceof ChatModelObservationContext model) {
                begun(model);
            } else if (context instanceof ToolCallingObservationContext tool) {
                begun(tool);
            }
        });
    }

    private void begun(ChatClientObservationContext client) {
        LlmExchange exchange = begin(client);
        client.put(LlmExchange.class, exchange);
        exchange.prompt(Messages.lastQuestion(client.getRequest().prompt()));
        exchange.conversation(client.getRequest().context().get(Messages.CONVERSATION_ID));
        exchange.streaming(client.isStream());
    }

    private void begun(ChatModelObservationContext model) {
        LlmExchange exchange = Ancestors.exchange(model);
        if (exchange == null) {
            exchange = toolRounds.continuedBy(model.getRequest());
            if (exchange == null) {
                exchange = begin(model);
                exchange.prompt(Messages.lastQuestion(model.getRequest()));
            }
            model.put(LlmExchange.class, exchange);
            toolRounds.begin(model);
        }
        exchange.model(Messages.configuredModel(model.getRequest()));
        exchange.tools(Messages.toolsSinceQuestion(model.getRequest()));
    }

    private static void begun(ToolCallingObservationContext tool) {
        LlmExchange around = Ancestors.exchange(tool);
        if (around != null) {
            around.tool(tool.getToolDefinition().name());
        }
    }

    private LlmExchange begin(Observation.Context context) {
        LlmUser configured = options.user();
        LlmExchange exchange = LlmExchange.begin(options.withUser(() -> {
            String user = configured.currentUserId();
            return user == null ? Ancestors.user(context) : user;
        }));
        exchange.framework("spring-ai");
        return exchange;
    }

    /** Called once, after the last part of a stream on any thread. */
    @Override
    public void onStop(Observation.Context context) {
        Guard.run(() -> {
            LlmExchange exchange = context.get(LlmExchange.class);
            if (exchange != null && context instanceof ChatClientObservationContext client) {
                ended(exchange, client);
            } else if (exchange != null && context instanceof ChatModelObservationContext model) {
                ended(exchange, model);
            }
        });
    }

    private static void ended(LlmExchange exchange, ChatClientObservationContext client) {
        ChatClientResponse response = client.getResponse();
        if (client.getError() != null) {
            exchange.error(client.getError());
        } else if (response == null && client.isStream()) {
            exchange.cancelled();
        } else if (response != null) {
            answered(exchange, response.chatResponse());
        }
        exchange.end();
    }

    private void ended(LlmExchange exchange, ChatModelObservationContext model) {
        if (!toolRounds.end(model, exchange)) {
            return;
        }
        ChatResponse response = model.getResponse();
        if (model.getError() != null) {
            exchange.error(model.getError());
        } else if (response == null) {
            exchange.cancelled();
        } else {
            Messages.readAnswer(response, exchange);
        }
        exchange.end();
    }

    private static void answered(LlmExchange exchange, @Nullable ChatResponse response) {
        if (response != null) {
            Messages.readAnswer(response, exchange);
            Usage usage = Messages.usage(response);
            if (usage != null) {
                exchange.tokens(usage.getPromptTokens(), usage.getCompletionTokens());
            }
        }
    }
}
