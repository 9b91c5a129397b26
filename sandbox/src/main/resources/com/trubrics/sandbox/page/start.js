// How to send events here, for as long as none has arrived.
import { codeBlock, el } from "./dom.js";
import { keyNote } from "./key.js";

const host = window.location.origin;

const ways = (key) => ({
  Environment: {
    hint: "Start the application with these environment variables. A host or a key in its configuration wins over them.",
    code: `TRUBRICS_HOST=${host}\nTRUBRICS_API_KEY=${key}`,
  },
  "Java options": {
    hint: "The same as system properties, for the run configuration of an IDE, for example.",
    code: `-Dtrubrics.host=${host} -Dtrubrics.apiKey=${key}`,
  },
  Logback: {
    hint: 'In logback.xml, with <appender-ref ref="TRUBRICS"/> inside <root>. With this flushInterval, events appear after a second instead of ten.',
    code: `<appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
  <host>${host}</host>
  <apiKey>${key}</apiKey>
  <flushInterval>1 s</flushInterval>
</appender>`,
  },
  Log4j2: {
    hint: 'In log4j2.xml, with <AppenderRef ref="TRUBRICS"/> inside <Root>. With this flushInterval, events appear after a second instead of ten.',
    code: `<Trubrics name="TRUBRICS" host="${host}" apiKey="${key}" flushInterval="1 s"/>`,
  },
  "Spring Boot": {
    hint: "In application.yml, with the starter. With this flush-interval, events appear after a second instead of ten.",
    code: `trubrics:\n  host: ${host}\n  api-key: ${key}\n  flush-interval: 1 s`,
  },
  curl: {
    hint: "Sends one event without any application.",
    code: () => `curl ${host}/publish_events -H 'x-api-key: ${key}' -H 'Content-Type: application/json' \\
  -d '[{"user_id": "u-42", "event": "Sign Up", "timestamp": "${new Date().toISOString()}", "properties": {"plan": "pro", "seats": 5}}]'`,
  },
});

export function gettingStarted(key) {
  const all = ways(key);
  const place = el("div");
  const buttons = Object.keys(all).map((name) =>
    el("button", { type: "button", "aria-pressed": "false", click: () => choose(name) }, name));

  function choose(name) {
    const { hint, code } = all[name];
    buttons.forEach((button) => button.setAttribute("aria-pressed", button.textContent === name));
    place.replaceChildren(el("p", null, hint), codeBlock(typeof code === "function" ? code() : code, name));
  }

  choose("Environment");
  return el("div", { class: "start" },
    el("h2", null, "No event has arrived yet"),
    el("p", null, "Let an application send its events here. They appear on this page as they arrive, and nothing leaves this machine."),
    el("div", { class: "segments", role: "group", "aria-label": "Where to configure it" }, buttons),
    place,
    keyNote(key));
}
