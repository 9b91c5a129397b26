// Shows JSON, indented and in colours.
import { el } from "./dom.js";

const INDENT = "  ";
/** Larger values are cut, because the page would freeze. */
const MOST_PARTS = 5000;

/**
 * Like JSON.parse, but a number that JavaScript would write in another way, such as 100.50 or an ID of 19 digits, becomes raw
 * JSON, if the browser knows that. isNumber() and numberOf() read both.
 */
export function parseExactly(text) {
  return JSON.rawJSON === undefined ? JSON.parse(text) : JSON.parse(text, (name, value, context) =>
    (typeof value === "number" && String(value) !== context.source ? JSON.rawJSON(context.source) : value));
}

const isRaw = (value) => JSON.isRawJSON?.(value) ?? false;

export function isNumber(value) {
  return typeof value === "number" || isRaw(value);
}

export function numberOf(value) {
  return isRaw(value) ? Number(value.rawJSON) : value;
}

export function jsonView(value) {
  const code = el("code", { class: "json" });
  const state = { left: MOST_PARTS };
  append(code, value, "", state);
  return el("pre", { tabindex: "0", "aria-label": "JSON" }, code);
}

function append(code, value, indent, state) {
  if (state.left-- <= 0) {
    code.append("…");
  } else if (Array.isArray(value)) {
    block(code, "[", "]", value.map((item) => [null, item]), indent, state);
  } else if (value !== null && typeof value === "object" && !isRaw(value)) {
    block(code, "{", "}", Object.entries(value), indent, state);
  } else {
    code.append(el("span", { class: value === null ? "null" : isNumber(value) ? "number" : typeof value }, JSON.stringify(value)));
  }
}

function block(code, open, close, entries, indent, state) {
  if (entries.length === 0) {
    code.append(open + close);
    return;
  }
  const inner = indent + INDENT;
  code.append(open);
  entries.forEach(([name, value], index) => {
    code.append(`${index > 0 ? "," : ""}\n${inner}`);
    if (name !== null) {
      code.append(el("span", { class: "name" }, JSON.stringify(name)), ": ");
    }
    append(code, value, inner, state);
  });
  code.append(`\n${indent}${close}`);
}
