// A menu that opens over the page, and closes again by itself.

import { el } from "./elements.js";

/**
 * Makes a menu. It closes after a choice, by Escape, and when something else is pressed.
 * @param {string} name what it is called.
 * @param {HTMLElement[]} items its buttons or links.
 * @param {object} attributes what its button has besides.
 * @returns {HTMLDetailsElement}
 */
export function menuOf(name, items, attributes = {}) {
  const summary = el("summary", attributes, name);
  const menu = el("details", { class: "menu" }, [
    summary,
    el("div", { class: "menu-items" }, items),
  ]);
  const close = () => {
    // What has the focus would be lost with the menu.
    if (menu.contains(document.activeElement)) summary.focus();
    menu.open = false;
  };
  menu.addEventListener("click", ({ target }) => target.closest(".menu-items > *") && close());
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  }, { capture: true });
  return menu;
}
