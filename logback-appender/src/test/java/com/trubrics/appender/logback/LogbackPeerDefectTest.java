package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.PeerDefectContract;

class LogbackPeerDefectTest extends PeerDefectContract {
    @Override
    protected LoggingSystem start(AppenderConfig config) {
        return LogbackSystem.start(LogbackXml.withoutNeighbour(config));
    }
}
