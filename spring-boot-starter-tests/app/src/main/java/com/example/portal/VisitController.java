package com.example.portal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Logs each visit as an event that does not name the visitor. */
@RestController
class VisitController {
    private static final Logger log = LoggerFactory.getLogger(VisitController.class);

    @GetMapping({"/visit/{id}", "/open/{id}"})
    String visit(@PathVariable("id") String id) {
        log.atInfo()
                .addKeyValue("event", "Visit")
                .addKeyValue("properties.id", id)
                .log("visit {}", id);
        return "welcome";
    }
}
