// How to use the page, and the keys.

import { button, el } from "./elements.js";

const KEYS = [
  ["/", "search"],
  ["arrow keys", "go from box to box in the picture"],
  ["Enter", "open what is selected, or close it again"],
  ["Escape", "let go of what is selected"],
  ["+  −  0", "larger, smaller, the whole picture"],
  ["?", "this help"],
];
const WORDS = [
  "Choose a box: what it is tied to comes into the picture, and beside it stands all that is " +
    "claimed of it, each with paragraph and sentence of its source. Choose it again to close it.",
  "Choose the words on an arrow to see where that is said.",
  "Solid lines are stated in the text, dashed ones hedged (“often”, “may”), dotted ones " +
    "concluded by the curator. A small number on a box says how much more there is to open.",
  "The address in the browser carries the view: copy it to send somebody what you see.",
];

/**
 * Makes the help of the page.
 * @param {HTMLDialogElement} dialog where it goes.
 * @returns {{open: () => void, single: () => boolean}} opens it; whether single keys work.
 */
export function openHelp(dialog) {
  const single = el("input", { type: "checkbox", id: "single-keys", checked: true });
  dialog.replaceChildren(
    el("h2", { id: "help-title" }, "How to use this page"),
    ...WORDS.map((words) => el("p", {}, words)),
    el("h3", {}, "Keys"),
    el("table", {}, el("tbody", {}, KEYS.map(([key, act]) =>
      el("tr", {}, [el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, act)])))),
    el("p", {}, el("label", {}, [single, "/ and ? work everywhere on the page"])),
    button("Close", () => dialog.close()),
  );
  return { open: () => dialog.showModal(), single: () => single.checked };
}
