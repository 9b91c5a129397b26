// The view "Server": what the sandbox answers, its address, and what it keeps.
import { announce, codeBlock, el, getJson, postJson } from "./dom.js";
import { apiKey, keyNote } from "./key.js";

/** The answers: name, title, explanation, and the label and default of the number of seconds. */
const ANSWERS = [
  ["ok", "Accept", "Accepts every valid request. This is the initial setting."],
  ["401", "401 Unauthorized", "The API key is wrong. The appender warns once, keeps the events, and retries the key periodically."],
  ["403", "403 Forbidden", "As from a firewall that rejects some texts. The appender isolates the event, and keeps it until others are accepted."],
  ["413", "413 Content Too Large", "The request is too large. The appender splits it in two, and drops a single event that is still too large."],
  ["422", "422 Unprocessable Content", "An event is invalid. The appender splits the batch until an event is refused on its own, and drops it."],
  ["429", "429 Too Many Requests", "The appender sends nothing until Retry-After has passed.", { label: "Retry-After", seconds: 5 }],
  ["500", "500 Internal Server Error", "The appender tries again at increasing intervals. It gives up an event only while others are accepted."],
  ["503", "503 Service Unavailable", "The appender tries again at increasing intervals, and loses nothing.", { label: "Retry-After", seconds: "" }],
  ["slow", "Slow", "Accepts the request, but answers late.", { label: "Delay", seconds: 5 }],
  ["hang", "Hang", "Never answers. After requestTimeout, the appender tries again."],
];

export class ServerView {
  constructor(panel, { about, answersChanged }) {
    this.answersChanged = answersChanged;
    this.requests = el("input", {
      type: "number", min: "1", max: "1000000", placeholder: "all", "aria-label": "For how many requests",
      change: () => this.current !== "ok" && this.apply(this.current),
    });
    this.problem = el("p", { class: "problem", role: "alert", hidden: true });
    this.cards = new Map(ANSWERS.map((answer) => [answer[0], this.card(...answer)]));
    panel.append(el("div", { class: "sheet" },
      el("section", null,
        el("h2", null, "What the server answers"),
        el("p", { class: "lead" }, "A change takes effect immediately. It applies to valid requests only: the sandbox always refuses invalid ones, for their own reasons. ",
          el("label", { class: "inline" }, "Answer in this way for the next ", this.requests, " requests, then accept again.")),
        this.problem,
        el("div", { class: "cards", role: "radiogroup", "aria-label": "What the server answers" }, [...this.cards.values()].map((card) => card.root))),
      where(apiKey(about)),
      kept(about),
      el("section", null,
        el("h2", null, "For scripts"),
        codeBlock(SCRIPTS, "For scripts"))));
    this.current = "ok";
  }

  card(answer, title, text, extra) {
    const radio = el("input", { type: "radio", name: "answer", value: answer, change: () => this.apply(answer) });
    const seconds = extra && el("input", {
      type: "number", min: "0", max: "300", value: extra.seconds, placeholder: "none", "aria-label": `${extra.label} in seconds, ${title}`,
      change: () => this.current === answer && this.apply(answer),
    });
    const root = el("div", { class: "card", "data-answer": answer },
      el("label", null, radio, el("b", null, title), el("span", null, text)),
      seconds ? el("label", { class: "seconds" }, extra.label, " ", seconds, " s") : null);
    return { root, radio, seconds };
  }

  /** Applies choices one after the other, in their order. */
  apply(answer) {
    this.applied = (this.applied ?? Promise.resolve()).then(() => this.applyNow(answer)).catch((failure) => this.complain(failure.message));
  }

  async applyNow(answer) {
    const { seconds } = this.cards.get(answer);
    if (seconds?.validity.valid === false) {
      this.complain("The seconds must be a whole number from 0 to 300.");
      return;
    }
    if (!this.requests.validity.valid) {
      this.complain("The number of requests must be a whole number of at least 1.");
      return;
    }
    const number = (input) => (input && input.value !== "" ? Number(input.value) : null);
    const requests = answer === "ok" ? null : number(this.requests);
    this.show(await postJson("answers", { answer, seconds: number(seconds), requests }));
    announce(`The sandbox now answers: ${answer}.`);
    this.complain("");
  }

  complain(text) {
    this.problem.textContent = text;
    this.problem.hidden = text === "";
  }

  async refresh() {
    this.show(await getJson("answers"));
  }

  show({ answer, seconds, requests }) {
    this.current = answer;
    for (const [name, { radio, root }] of this.cards) {
      radio.checked = name === answer;
      root.classList.toggle("chosen", name === answer);
    }
    this.answersChanged(answer === "ok" ? null : inWords(answer, seconds, requests));
  }
}

function inWords(answer, seconds, requests) {
  const words = answer === "slow" ? `Answers after ${seconds} s` : answer === "hang" ? "Does not answer" : `Answers ${answer}`;
  return requests === null ? words : `${words}, ${requests} more`;
}

function where(key) {
  const host = window.location.origin;
  return el("section", null,
    el("h2", null, "Where to send events"),
    codeBlock(`host=${host}\napiKey=${key}`, "host and apiKey"),
    keyNote(key));
}

function kept(about) {
  const clear = el("button", {
    type: "button",
    click: async () => {
      await postJson("reset");
      announce("Everything has been cleared.");
    },
  }, "Clear everything");
  return el("section", null,
    el("h2", null, "What it keeps"),
    el("p", null,
      `The newest ${about.max_events.toLocaleString("en")} events, up to ${about.max_megabytes} MB of them, and the newest ${about.max_refused.toLocaleString("en")} refused requests. `,
      "They are in memory, and are gone when the sandbox stops."),
    clear);
}

const origin = window.location.origin;
const SCRIPTS = `curl ${origin}/good                # accepted events
curl ${origin}/bad                 # refused requests
curl -X POST ${origin}/reset       # clears both, and accepts again
curl ${origin}/answers -d '{"answer": "429", "seconds": 5, "requests": 3}'
curl ${origin}/answers -d '{"answer": "ok"}'`;
