package com.trubrics.appender.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the user into the MDC for the duration of a request, unless the application has done so. */
final class UserMdcFilter extends OncePerRequestFilter {
    private final String key;

    UserMdcFilter(String key) {
        this.key = key;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = MDC.get(key) == null ? CurrentUser.id() : null;
        if (user == null) {
            chain.doFilter(request, response);
            return;
        }
        MDC.put(key, user);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(key);
        }
    }

    /** The dispatch that ends an asynchronous request runs on another thread. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
