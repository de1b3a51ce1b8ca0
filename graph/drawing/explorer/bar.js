// The bar on top: ways to explore, guided tours, the legend, help.

import { button, el, way } from "./elements.js";
import { menuOf } from "./menu.js";
import { START, link } from "./state.js";

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
  const ways = WAYS.map(([show, name, change]) => {
    return { change, link: way(change, name, { "data-key": show }), is: (state) => state.show === show };
  });
  const tours = data.graph.tours.map(({ key, title }) => {
    const change = { ...START, tour: key };
    return { change, link: way(change, title, { "data-key": `tour-${key}` }), tour: key };
  });
  const touring = tours.length > 0 && menuOf("Tours", tours.map((tour) => tour.link));
  const legend = legendButton(filters);
  const helping = button("Help", help, { "data-key": "help", "aria-haspopup": "dialog" });
  const links = el("span", { class: "links" }, [ways.map((one) => one.link), touring]);
  container.replaceChildren(links, legend, helping);
  return {
    show: (state) => {
      for (const one of [...ways, ...tours]) {
        one.link.setAttribute("href", link(one.change));
        const current = state.tour ? one.tour === state.tour : one.is?.(state);
        if (current) one.link.setAttribute("aria-current", "page");
        else one.link.removeAttribute("aria-current");
      }
      if (touring) touring.classList.toggle("current", Boolean(state.tour));
    },
  };
}

/** Opens the legend, or closes it; where it stands below the rest, it is gone to. */
function legendButton(filters) {
  const made = button("Legend and filters", () => {
    const open = filters.classList.toggle("open");
    filters.parentElement.classList.toggle("filtering", open);
    made.setAttribute("aria-expanded", String(open));
    if (!open || !matchMedia("(max-width: 59.99rem)").matches) return;
    const heading = filters.querySelector("h2");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }, { "data-key": "filters", "aria-expanded": "false", "aria-controls": filters.id });
  return made;
}
