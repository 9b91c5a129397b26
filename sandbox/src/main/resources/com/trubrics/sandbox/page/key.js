// The API key in what the page proposes to copy. The real one is never shown.
import { el } from "./dom.js";

/** Stands for the key of a sandbox that accepts no other. */
const PLACEHOLDER = "the-key-given-with-api-key";

export function apiKey(about) {
  return about.any_key ? "anything" : PLACEHOLDER;
}

/** Says what to write in place of the placeholder. */
export function keyNote(key) {
  return key === PLACEHOLDER
    ? el("p", { class: "lead" }, "This sandbox accepts one key only. Replace ", el("code", null, PLACEHOLDER), " with the key that it was started with, ",
      el("code", null, "--api-key"), ".")
    : null;
}
