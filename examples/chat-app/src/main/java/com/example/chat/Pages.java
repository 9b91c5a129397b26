package com.example.chat;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The pages of the site. Shows an event that is named in the MDC, only for the call that is the event. */
final class Pages {
    private static final Logger log = LoggerFactory.getLogger(Pages.class);
    private static final Set<String> NAMES = Set.of("home", "pricing", "docs", "chats", "settings", "billing");

    @SuppressWarnings("try") // The two variables only close the entries.
    Reply show(Request request) {
        String page = request.after("/pages/");
        if (!NAMES.contains(page)) {
            log.warn("No page is named {}", page);
            return new Reply(404, "no such page");
        }
        log.debug("Rendering {}", page);
        try (MDC.MDCCloseable event = MDC.putCloseable("event", "Page view");
                MDC.MDCCloseable name = MDC.putCloseable("properties.page", page)) {
            log.info("Showing {}", page);
        }
        return new Reply(200, "the page " + page);
    }
}
