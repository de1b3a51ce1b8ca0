// The bar on top: ways to explore, guided tours, the legend, help.

import { button, el, fill, way } from "./elements.js";
import { START } from "./state.js";

const WAYS = [
  ["map", "Map", { show: "map", ends: [] }],
  ["path", "Connect two", { show: "path", ends: [], at: "", claims: [] }],
  ["compare", "Compare two", { show: "compare", ends: [], at: "", claims: [] }],
  ["timeline", "Timeline", { show: "timeline" }],
];

/**
 * Makes the bar.
 * @param {HTMLElement} container where it goes.
 * @param {object} data the page's data.
 * @param {{filters: HTMLElement, help: () => void}} parts what its buttons open.
 * @returns {{show: (state: object) => void}} shows which way is taken.
 */
export function openBar(container, data, { filters, help }) {
  const legend = button("Legend and filters", () => {
    const open = filters.classList.toggle("open");
    filters.parentElement.classList.toggle("filtering", open);
    legend.setAttribute("aria-expanded", String(open));
    if (open) filters.scrollIntoView({ block: "nearest" });
  }, { "data-key": "filters", "aria-expanded": "false", "aria-controls": filters.id });
  const helping = button("Help", help, { "data-key": "help", "aria-haspopup": "dialog" });
  return {
    show: (state) => {
      const current = (is) => ({ "aria-current": is ? "page" : null });
      const links = WAYS.map(([show, name, change]) =>
        way(change, name, { "data-key": show, ...current(state.show === show && !state.tour) }));
      const tours = data.graph.tours.map(({ key, title }) =>
        way({ ...START, tour: key }, `Tour: ${title}`,
          { "data-key": `tour-${key}`, ...current(state.tour === key) }));
      fill(container, [el("span", { class: "links" }, [...links, ...tours]), legend, helping]);
    },
  };
}
