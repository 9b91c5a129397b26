// Elements, requests to this server, and the format of times. Text never becomes HTML here.

const SVG = "http://www.w3.org/2000/svg";

/** More of a text, in characters, is shown only on request. */
const LONG_TEXT = 5_000;

/** How much of a text a row can show at most, in characters. */
export const ROW_TEXT = 300;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (name.startsWith("aria-") && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** el("button", {class: "quiet", click: callback}, "Text", child): children are elements, or text. */
export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for a part of a drawing. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

async function answer(response, parse) {
  const body = parse(await response.text());
  if (!response.ok) {
    throw new Error(typeof body.detail === "string" ? body.detail : `The sandbox answered ${response.status}.`);
  }
  return body;
}

export async function getJson(path) {
  return answer(await fetch(path), JSON.parse);
}

export async function postJson(path, body, parse = JSON.parse) {
  return answer(await fetch(path, { method: "POST", body: JSON.stringify(body ?? {}) }), parse);
}

/** Tells users of screen readers what has changed. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

export function copyButton(text, what = "Copy") {
  const button = el("button", { type: "button", class: "copy", "aria-label": `Copy: ${what}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    announce(button.textContent);
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  return button;
}

/** Takes the place of a list that is empty: says why, and what to do next. */
export function hint(text, ...more) {
  return el("div", { class: "hint" }, el("p", null, text), more);
}

/** Leads to the instructions that the view "Events" shows while it is empty. */
export function howToSend() {
  return el("a", { href: "#events" }, "How to send events to this sandbox");
}

/** Of a long text, the beginning; the rest is added on request. */
export function longText(text) {
  if (text.length <= LONG_TEXT * 1.2) {
    return el("p", { class: "text" }, text);
  }
  const shown = el("p", { class: "text" }, `${text.slice(0, LONG_TEXT)}…`);
  const more = el("button", { type: "button", click: () => {
    shown.textContent = text;
    more.remove();
  } }, `Show all ${text.length.toLocaleString("en")} characters`);
  return el("div", { class: "long" }, shown, more);
}

/** Code with a button that copies it. */
export function codeBlock(text, label) {
  return el(
    "div",
    { class: "code" },
    el("pre", { tabindex: "0", "aria-label": label }, el("code", null, text)),
    copyButton(text, label),
  );
}

const two = (number) => String(number).padStart(2, "0");

/** 14:05:09.120 in the time zone of the browser. */
export function clock(iso, { millis = true } = {}) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) {
    return String(iso);
  }
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return millis ? `${time}.${String(at.getMilliseconds()).padStart(3, "0")}` : time;
}

export function day(iso) {
  const at = new Date(iso);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function isToday(iso) {
  return new Date(iso).toDateString() === new Date().toDateString();
}

/** A time on its own, with the date unless it is today. */
export function moment(iso) {
  return el("time", { datetime: iso, title: iso }, isToday(iso) ? clock(iso) : `${day(iso)} ${clock(iso)}`);
}

/** A time in a column: of one width for today and for other days. */
export function columnTime(iso) {
  return el("time", { datetime: iso, title: iso },
    isToday(iso) ? clock(iso) : `${day(iso).slice(5)} ${clock(iso, { millis: false })}`);
}

/** 40 s, 12 min, 3 h 5 min. */
export function span(millis) {
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** "1 event", "3 events". */
export function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Calls work in the next frame, and only once, however often the returned function is called until then. */
export function oncePerFrame(work) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        work();
      });
    }
  };
}

/** Calls work at once, and again if the returned function is called meanwhile, at most once in this many milliseconds. */
export function atMostEvery(millis, work) {
  let busy = false;
  let again = false;
  return async function ask() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await work();
    } finally {
      setTimeout(() => {
        busy = false;
        if (again) {
          again = false;
          ask();
        }
      }, millis);
    }
  };
}
