// Search as one types: a box with a list of what is found, and why (the combobox of the ARIA
// Authoring Practices).

import { el } from "./elements.js";
import { indexOf, pieces } from "./finding.js";

/**
 * Makes the search of the page.
 * @param {HTMLElement} container where it goes.
 * @param {object} data the page's data.
 * @param {(key: string) => void} choose shows what was chosen.
 * @returns {{focus: () => void}}
 */
export function openSearch(container, data, choose) {
  const box = new Finder(data, {
    id: "find",
    label: "Search concepts, people, works",
    choose: (key) => {
      box.set("");
      choose(key);
    },
  });
  container.replaceChildren(box.element);
  return { focus: () => box.focus() };
}

/** A box to type a name into, with what is found below it. */
export class Finder {
  #data;
  #id;
  #choose;
  #hits = [];
  #active = -1;

  /**
   * @param {object} data the page's data.
   * @param {{id: string, label: string, choose: (key: string) => void}} use its id, its label, and
   *   what is done with the key that is chosen.
   */
  constructor(data, { id, label, choose }) {
    this.#data = data;
    this.#id = id;
    this.#choose = choose;
    this.input = inputOf(id, label);
    this.found = el("ul", { id: `${id}-found`, role: "listbox", "aria-label": "Found" });
    this.told = el("p", { id: `${id}-told`, class: "told", role: "status" });
    this.element = el("div", { class: "finder" }, [
      el("label", { for: id }, label),
      this.input,
      el("div", { class: "drop" }, [this.told, this.found]),
    ]);
    this.#close();
    this.#listen();
  }

  /** Gives the box the focus. */
  focus() {
    this.input.focus();
    this.input.select();
  }

  /** Puts words into the box, as if they had been chosen. */
  set(words) {
    this.input.value = words;
  }

  #listen() {
    const keys = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      Enter: () => (this.found.hidden ? this.#show() : this.#take(Math.max(this.#active, 0))),
      Escape: () => this.#escape(),
    };
    // The texts are made ready before the first letter is typed.
    this.input.addEventListener("focus", () => indexOf(this.#data));
    this.input.addEventListener("input", () => this.#show());
    this.input.addEventListener("blur", () => this.#close());
    this.input.addEventListener("keydown", (event) => {
      if (!Object.hasOwn(keys, event.key) || event.isComposing) return;
      event.preventDefault();
      keys[event.key]();
    });
  }

  #show() {
    const answer = indexOf(this.#data)(this.input.value);
    this.#hits = answer.hits;
    const options = answer.hits.map((hit, at) => {
      const made = option(this.#data, hit, `${this.#id}-${at}`);
      // The box keeps the focus while something is pressed.
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", () => this.#take(at));
      return made;
    });
    this.found.replaceChildren(...options);
    this.#unfold(options.length > 0);
    this.told.textContent = this.input.value.trim() ? summary(answer) : "";
    this.told.classList.toggle("unseen", answer.whole && !answer.missing.length);
  }

  #close() {
    this.#unfold(false);
    this.told.textContent = "";
  }

  #unfold(open) {
    this.found.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.#activate(-1);
  }

  #escape() {
    if (this.found.hidden && !this.told.textContent) this.set("");
    this.#close();
  }

  #move(step) {
    if (this.found.hidden) this.#show();
    const many = this.#hits.length;
    const start = this.#active < 0 && step < 0 ? 0 : this.#active;
    if (many) this.#activate((start + step + many) % many);
  }

  #activate(at) {
    this.#active = at;
    [...this.found.children].forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === at));
      if (number === at) item.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.#id}-${at}`);
  }

  #take(at) {
    const hit = this.#hits[at];
    if (!hit) return;
    this.set(this.#data.label(hit.key));
    this.#close();
    this.#choose(hit.key);
  }
}

function inputOf(id, label) {
  return el("input", {
    id,
    type: "search",
    placeholder: label,
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-controls": `${id}-found`,
    "aria-autocomplete": "list",
    "data-key": id,
  });
}

function option(data, hit, id) {
  return el("li", { id, role: "option", "aria-selected": "false" }, [
    el("span", { class: "name" }, marked(data.label(hit.key), hit.words)),
    el("span", { class: "of-kind" }, ` ${data.node(hit.key).kind}`),
    hit.field !== "name" && el("span", { class: "why" }, because(hit)),
  ]);
}

function because({ field, text, words }) {
  const said = marked(text, words);
  const isName = field === "also called" || field === "often typed";
  const called = field === "often typed" ? "also found as" : field;
  return isName ? [`${called} “`, said, "”"] : [`in its ${field}: `, said];
}

function marked(text, words) {
  return pieces(text, words).map((piece) =>
    piece.found ? el("mark", {}, piece.text) : piece.text,
  );
}

function summary({ hits, whole, meant, missing }) {
  if (missing.length) {
    const none = `nothing has “${missing.join("”, “")}” in it`;
    return meant ? `${none}; did you mean ${meant}?` : `${none}.`;
  }
  if (!hits.length) return "nothing found";
  return whole ? `${hits.length} found` : "nothing has all of these words; these have some";
}
