package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.ExitContract;
import java.nio.file.Path;
import java.util.List;

class LogbackExitTest extends ExitContract {
    @Override
    protected Class<?> program() {
        return LogbackExitProgram.class;
    }

    @Override
    protected String write(AppenderConfig config) {
        return LogbackXml.write(config);
    }

    @Override
    protected List<String> jvmArguments(Path configuration) {
        return List.of("-Dlogback.configurationFile=" + configuration);
    }
}
