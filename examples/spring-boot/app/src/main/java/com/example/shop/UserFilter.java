package com.example.shop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts who asks into the MDC for the length of one request, so that no line has to repeat it. The header stands in for
 * whatever authenticates the users of a real application.
 */
@Component
class UserFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = request.getHeader("X-User");
        if (user != null) {
            MDC.put("user_id", user);
        }
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("user_id");
        }
    }
}
