package com.trubrics.appender.spring;

import org.springframework.util.ClassUtils;

/**
 * Libraries that an application may lack. This is the only place that looks classes up by name. A native image finds
 * those that its metadata declares: see {@code reflect-config.json}.
 */
enum OptionalLibrary {
    LOGBACK("ch.qos.logback.classic.LoggerContext"),
    LOG4J2("org.apache.logging.log4j.core.LoggerContext"),
    SPRING_SECURITY("org.springframework.security.core.context.SecurityContextHolder"),
    SPRING_SECURITY_OAUTH2("org.springframework.security.oauth2.core.ClaimAccessor"),
    SPRING_WEB("org.springframework.web.context.request.RequestContextHolder"),
    SERVLETS("jakarta.servlet.http.HttpServletRequest"),
    CONTEXT_PROPAGATION("io.micrometer.context.ContextRegistry");

    private final String className;

    OptionalLibrary(String className) {
        this.className = className;
    }

    String className() {
        return className;
    }

    boolean isPresent() {
        return ClassUtils.isPresent(className, OptionalLibrary.class.getClassLoader());
    }
}
