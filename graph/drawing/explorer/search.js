// Search as one types: a box with a list of what is found, and why (the combobox of the ARIA
// Authoring Practices).

import { el } from "./elements.js";
import { openIndex, pieces } from "./finding.js";

/**
 * Makes the search of the page.
 * @param {HTMLElement} container where it goes.
 * @param {object} data the page's data.
 * @param {(key: string) => void} choose shows what was chosen.
 * @returns {{focus: () => void}}
 */
export function openSearch(container, data, choose) {
  const box = finder(data, {
    id: "find",
    label: "Search ideas, people, works",
    choose: (key) => {
      box.set("");
      choose(key);
    },
  });
  container.replaceChildren(box.element);
  return { focus: box.focus };
}

/**
 * A box to type a name into, with what is found below it.
 * @param {object} data the page's data.
 * @param {{id: string, label: string, choose: (key: string) => void}} use its id, its label, and
 *   what is done with the key that is chosen.
 * @returns {{element: HTMLElement, focus: () => void, set: (words: string) => void}}
 */
export function finder(data, { id, label, choose }) {
  const input = el("input", {
    id, type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": `${id}-found`, "aria-autocomplete": "list",
    "data-key": id,
  });
  const found = el("ul", { id: `${id}-found`, role: "listbox", "aria-label": "Found", hidden: true });
  const told = el("p", { id: `${id}-told`, class: "told", role: "status" });
  const element = el("div", { class: "finder" }, [el("label", { for: id }, label), input,
    el("div", { class: "drop" }, [told, found])]);
  let find = null;
  let hits = [];
  let active = -1;

  const close = () => {
    found.hidden = true;
    told.textContent = "";
    activate(-1);
    input.setAttribute("aria-expanded", "false");
  };
  const activate = (at) => {
    active = at;
    [...found.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === at));
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const take = (at) => {
    const hit = hits[at];
    if (!hit) return;
    input.value = data.label(hit.key);
    close();
    choose(hit.key);
  };
  const show = () => {
    find ??= openIndex(data);
    const answer = find(input.value);
    hits = answer.hits;
    found.replaceChildren(...hits.map((hit, at) => option(data, hit, `${id}-${at}`, () => take(at))));
    found.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    told.textContent = input.value.trim() ? summary(answer) : "";
    told.classList.toggle("unseen", !answer.missing.length);
    activate(-1);
  };
  const move = (step) => {
    if (found.hidden) show();
    if (hits.length) activate((active + step + hits.length + (active < 0 && step < 0 ? 1 : 0)) % hits.length);
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => {
      if (found.hidden) show();
      else take(Math.max(active, 0));
    },
    Escape: () => {
      if (found.hidden && !told.textContent) input.value = "";
      close();
    },
  };
  input.addEventListener("focus", () => (find ??= openIndex(data)));
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key) || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  return {
    element,
    focus: () => {
      input.focus();
      input.select();
    },
    set: (words) => (input.value = words),
  };
}

function option(data, hit, id, take) {
  const { kind } = data.node(hit.key);
  const made = el("li", { id, role: "option", "aria-selected": "false" }, [
    el("span", { class: "name" }, marked(data.label(hit.key), hit.words)),
    el("span", { class: "of-kind" }, ` ${kind}`),
    hit.field !== "name" && el("span", { class: "why" }, because(hit)),
  ]);
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", take);
  return made;
}

function because({ field, text, words }) {
  const said = marked(text, words);
  const isName = field === "also called" || field === "often typed";
  return isName ? [`${field} “`, said, "”"] : [`in its ${field}: `, said];
}

function marked(text, words) {
  return pieces(text, words).map((piece) => (piece.found ? el("mark", {}, piece.text) : piece.text));
}

function summary({ hits, meant, missing }) {
  if (missing.length) {
    const none = `nothing has “${missing.join("”, “")}” in it`;
    return meant ? `${none}; did you mean ${meant}?` : `${none}.`;
  }
  return hits.length ? `${hits.length} found` : "nothing found";
}
