// Elements made from text: nothing that comes from the data is ever read as markup.

import { link } from "./state.js";

const DRAWN = "http://www.w3.org/2000/svg";

/**
 * An element of the page.
 * @param {string} name what it is called in HTML.
 * @param {object} attributes what it has; those that are null, undefined or false are left out.
 * @param {Node | string | Array} children what stands in it, nested as may be.
 */
export function el(name, attributes = {}, children = []) {
  return furnished(document.createElement(name), attributes, children);
}

/** An element of a drawing, made in the same way. */
export function shape(name, attributes = {}, children = []) {
  return furnished(document.createElementNS(DRAWN, name), attributes, children);
}

function furnished(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...inside(children));
  return element;
}

function inside(children) {
  return [children]
    .flat(Infinity)
    .filter((one) => one !== null && one !== undefined && one !== false);
}

/** A button that does something. */
export function button(words, act, attributes = {}) {
  const made = el("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}

/** A link to another view of the page. */
export function way(change, words, attributes = {}) {
  return el("a", { href: link(change), ...attributes }, words);
}

/** A link to a concept, theorist or work, by its name. */
export function thingLink(data, key, words = data.label(key)) {
  return way({ at: key, claims: [] }, words, { "data-key": `to-${key}` });
}

/** A list, or nothing where it would be empty. */
export function list(items, attributes = {}, name = "ul") {
  return items.length
    ? el(
        name,
        attributes,
        items.map((item) => el("li", {}, item)),
      )
    : null;
}

/** A heading with what belongs under it, or nothing where there is nothing. */
export function part(level, title, children) {
  const found = inside(children);
  return found.length ? el("section", {}, [el(`h${level}`, {}, title), ...found]) : null;
}

/** What separates things in a line of text. */
export function between(items, separator) {
  return items.flatMap((item, at) => (at ? [separator, item] : [item]));
}

/** The mark of a kind on its colour; it says nothing that the words beside it do not. */
export function swatch(data, kind) {
  const { fill, ink, mark, solid } = data.kind(kind);
  const look = solid ? { fill: ink } : { fill: "none", stroke: ink, "stroke-width": 1.2 };
  return shape("svg", { class: "swatch", viewBox: "0 0 16 16", "aria-hidden": "true" }, [
    shape("rect", { x: 0.5, y: 0.5, width: 15, height: 15, rx: 3, fill, stroke: ink }),
    shape("path", { d: mark, transform: "translate(2.5 2.5) scale(1.1)", ...look }),
  ]);
}

/**
 * Puts other things into an element. What had the focus has it again where something goes by the
 * same `data-key`; what was unfolded stays unfolded.
 * @returns {boolean} whether the focus is lost, and must be given to something.
 */
export function fill(container, children) {
  const focus = focused(container);
  const unfolded = [...container.querySelectorAll("details[open][data-key]")].map(keyOf);
  container.replaceChildren(...inside(children));
  for (const key of unfolded) called(container, key)[0]?.setAttribute("open", "");
  if (!focus) return false;
  const again = called(container, focus.key);
  const target = again[Math.min(focus.at, again.length - 1)];
  target?.focus();
  return !target;
}

function focused(container) {
  const active = document.activeElement;
  if (active === container || !container.contains(active)) return null;
  return { key: keyOf(active), at: called(container, keyOf(active)).indexOf(active) };
}

function keyOf(element) {
  return element.dataset.key ?? "";
}

function called(container, key) {
  return key ? [...container.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)] : [];
}
