package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.PeerDefectContract;

class Log4j2PeerDefectTest extends PeerDefectContract {
    @Override
    protected LoggingSystem start(AppenderConfig config) {
        return Log4j2System.start(config).withoutNeighbour();
    }
}
