package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.MemoryContract;
import java.nio.file.Path;
import java.util.List;

class Log4j2MemoryTest extends MemoryContract {
    @Override
    protected Class<?> program() {
        return Log4j2MemoryProgram.class;
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
