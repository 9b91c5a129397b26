package com.trubrics.appender.log4j2;

import static com.trubrics.appender.testkit.Patience.await;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.EvictionContract;
import com.trubrics.appender.testkit.LoggingSystem;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.junit.jupiter.api.Tag;

/** A {@code <Routing>} appender whose purge policy stops what has been idle for a moment. */
@Tag("version-matrix")
class Log4j2EvictionTest extends EvictionContract {
    @Override
    protected LoggingSystem start(AppenderConfig config) {
        return Log4j2System.start(Log4j2Xml.write(config)
                .replace("<Trubrics ", """
                        <Routing name="ROUTING"><Routes pattern="$${ctx:tenant}"><Route><Trubrics\s""")
                .replace("</Trubrics>", """
                        </Trubrics></Route></Routes>
                        <IdlePurgePolicy timeToLive="100" checkInterval="100" timeUnit="milliseconds"/></Routing>""")
                .replace("<AppenderRef ref=\"TRUBRICS\"/>", "<AppenderRef ref=\"ROUTING\"/>"));
    }

    @Override
    protected String placeholder() {
        return "ctx:" + TENANT;
    }

    @Override
    protected void awaitEviction(LoggingSystem system) {
        RoutingAppender routing =
                ((Log4j2System) system).context().getConfiguration().getAppender("ROUTING");
        await().until(() -> routing.getAppenders().isEmpty());
    }
}
