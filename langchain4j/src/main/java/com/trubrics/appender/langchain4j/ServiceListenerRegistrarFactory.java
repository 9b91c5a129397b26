package com.trubrics.appender.langchain4j;

import dev.langchain4j.observability.api.AiServiceListenerRegistrar;
import dev.langchain4j.observability.api.DefaultAiServiceListenerRegistrar;
import dev.langchain4j.spi.observability.AiServiceListenerRegistrarFactory;

/** LangChain4j finds this factory, and creates a registrar for each AI service: the default one, with our listeners. */
public final class ServiceListenerRegistrarFactory implements AiServiceListenerRegistrarFactory {

    /** Called by LangChain4j, through {@code META-INF/services}. */
    public ServiceListenerRegistrarFactory() {}

    @Override
    public AiServiceListenerRegistrar get() {
        AiServiceListenerRegistrar registrar = new DefaultAiServiceListenerRegistrar();
        registrar.register(ServiceListeners.ALL);
        return registrar;
    }
}
