package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.RedeployContract;
import com.trubrics.appender.testkit.WebApplication;
import java.util.List;

class Log4j2RedeployTest extends RedeployContract {
    @Override
    protected Class<? extends WebApplication> application() {
        return Log4j2WebApplication.class;
    }

    @Override
    protected String write(AppenderConfig config) {
        return Log4j2Xml.write(config);
    }

    /** What Log4j2 chooses by itself where it sees the Servlet API. */
    @Override
    protected List<String> jvmArguments() {
        return List.of("-Dlog4j2.isWebapp=true", "-Dlog4j2.shutdownHookEnabled=false", "-Dlog4j2.disableJmx=true");
    }
}
