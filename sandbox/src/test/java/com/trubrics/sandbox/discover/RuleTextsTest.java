package com.trubrics.sandbox.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTextsTest {

    @Test
    void aRuleIsWrittenInEachFormat() {
        Map<String, String> rule = new LinkedHashMap<>();
        rule.put("logger", "com.acme");
        rule.put("message", "<{a}> & \"it's\" \\n");
        rule.put("event", "Sale");
        Draft draft = new Draft(List.of(rule), "com.acme.Holder.user()");

        assertThat(RuleTexts.logback(draft)).isEqualTo("""
                <userSource>com.acme.Holder.user()</userSource>
                <eventRule>
                  <logger>com.acme</logger>
                  <message>&lt;{a}&gt; &amp; "it's" \\n</message>
                  <event>Sale</event>
                </eventRule>
                """);
        assertThat(RuleTexts.log4j2(draft)).isEqualTo("""
                <userSource>com.acme.Holder.user()</userSource>
                <EventRule logger="com.acme"
                           message="&lt;{a}&gt; &amp; &quot;it's&quot; \\n"
                           event="Sale"/>
                """);
        assertThat(RuleTexts.yaml(draft)).isEqualTo("""
                trubrics:
                  user-source: 'com.acme.Holder.user()'
                  event-rules:
                    - logger: 'com.acme'
                      message: '<{a}> & "it''s" \\n'
                      event: 'Sale'
                """);
    }
}
