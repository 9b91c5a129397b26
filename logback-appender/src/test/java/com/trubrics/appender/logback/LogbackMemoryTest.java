package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.MemoryContract;
import java.nio.file.Path;
import java.util.List;

class LogbackMemoryTest extends MemoryContract {
    @Override
    protected Class<?> program() {
        return LogbackMemoryProgram.class;
    }

    @Override
    protected String write(AppenderConfig config) {
        return LogbackXml.withoutNeighbour(config);
    }

    @Override
    protected List<String> jvmArguments(Path configuration) {
        return List.of("-Dlogback.configurationFile=" + configuration);
    }
}
