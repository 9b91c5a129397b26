package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.ExitContract;
import java.nio.file.Path;
import java.util.List;

class Log4j2ExitTest extends ExitContract {
    @Override
    protected Class<?> program() {
        return Log4j2ExitProgram.class;
    }

    @Override
    protected String write(AppenderConfig config) {
        return Log4j2Xml.write(config);
    }

    @Override
    protected List<String> jvmArguments(Path configuration) {
        return List.of("-Dlog4j2.configurationFile=" + configuration);
    }
}
