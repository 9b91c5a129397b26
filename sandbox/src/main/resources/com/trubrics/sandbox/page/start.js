// What to do while nothing has arrived yet.
import { codeBlock, el } from "./dom.js";

const host = window.location.origin;

const WAYS = {
  Environment: {
    hint: "Start the application with these variables. They apply unless its configuration names a host or a key.",
    code: `TRUBRICS_HOST=${host}\nTRUBRICS_API_KEY=anything`,
  },
  "Java options": {
    hint: "The same as system properties, for example in the run configuration of an IDE.",
    code: `-Dtrubrics.host=${host} -Dtrubrics.apiKey=anything`,
  },
  Logback: {
    hint: "In logback.xml. Flushing every second shows events sooner than the default of 10 s.",
    code: `<appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
  <host>${host}</host>
  <apiKey>anything</apiKey>
  <flushInterval>1 s</flushInterval>
</appender>`,
  },
  Log4j2: {
    hint: "In log4j2.xml. Flushing every second shows events sooner than the default of 10 s.",
    code: `<Trubrics name="TRUBRICS" host="${host}" apiKey="anything" flushInterval="1 s"/>`,
  },
  "Spring Boot": {
    hint: "In application.yml, with the starter.",
    code: `trubrics:\n  host: ${host}\n  api-key: anything\n  flush-interval: 1 s`,
  },
  curl: {
    hint: "Without any application, to see what one event looks like.",
    code: () => `curl ${host}/publish_events -H 'x-api-key: anything' -H 'Content-Type: application/json' \\
  -d '[{"user_id": "u-42", "event": "Sign Up", "timestamp": "${new Date().toISOString()}", "properties": {"plan": "pro", "seats": 5}}]'`,
  },
};

export function gettingStarted() {
  const place = el("div");
  const buttons = Object.keys(WAYS).map((name) =>
    el("button", { type: "button", "aria-pressed": "false", click: () => choose(name) }, name));

  function choose(name) {
    const { hint, code } = WAYS[name];
    buttons.forEach((button) => button.setAttribute("aria-pressed", button.textContent === name));
    place.replaceChildren(el("p", null, hint), codeBlock(typeof code === "function" ? code() : code, name));
  }

  choose("Environment");
  return el("div", { class: "start" },
    el("h2", null, "No event has arrived yet"),
    el("p", null, "Send the events of an application here, with any API key. They appear on this page as they arrive, and nothing leaves this machine."),
    el("div", { class: "segments", role: "group", "aria-label": "Where to put it" }, buttons),
    place);
}
