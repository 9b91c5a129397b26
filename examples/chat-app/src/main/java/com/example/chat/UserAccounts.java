package com.example.chat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users who have signed up, and their plans. Shows events as key-value pairs on the call. */
final class UserAccounts {
    private static final Logger log = LoggerFactory.getLogger(UserAccounts.class);

    private final Map<String, String> plans = new ConcurrentHashMap<>();

    Reply signUp(Request request) {
        Map<String, String> form = request.form();
        String plan = form.getOrDefault("plan", "free");
        if (plans.putIfAbsent(request.user(), plan) != null) {
            log.warn("{} has signed up before", request.user());
            return new Reply(409, "signed up already");
        }
        log.debug("Wrote account {}", request.user());
        log.atInfo()
                .addKeyValue("event", "Sign Up")
                .addKeyValue("properties.plan", plan)
                .addKeyValue("properties.country", form.getOrDefault("country", "unknown"))
                .log("Signed up");
        return new Reply(201, "welcome");
    }

    Reply upgrade(Request request) {
        Map<String, String> form = request.form();
        String plan = form.getOrDefault("plan", "");
        String wanted = form.getOrDefault("seats", "");
        if (!wanted.matches("[1-9][0-9]{0,3}")) {
            log.warn("Cannot upgrade to {} seats", wanted);
            return new Reply(400, "how many seats?");
        }
        int seats = Integer.parseInt(wanted);
        String before = plans.put(request.user(), plan);
        log.debug("Plan changed from {} to {}", before, plan);
        log.atInfo()
                .addKeyValue("event", "Upgrade")
                .addKeyValue("properties.plan", plan)
                .addKeyValue("properties.seats", seats)
                .addKeyValue("properties.annual", Boolean.parseBoolean(form.get("annual")))
                .log("Upgraded to {} with {} seats", plan, seats);
        return new Reply(200, "thank you");
    }
}
