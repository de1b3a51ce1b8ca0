// A guided tour: a step at a time, in the words of the educator who wrote it.

import { button, el } from "./elements.js";
import { START, go, link } from "./state.js";

/**
 * Shows the step of the tour that is played, or nothing.
 * @param {HTMLElement} container where it goes.
 * @param {object} data the page's data.
 * @param {object} state what the address says.
 */
export function showTour(container, data, state) {
  const tour = data.graph.tours.find(({ key }) => key === state.tour);
  container.hidden = !tour;
  if (!tour) {
    container.replaceChildren();
    return;
  }
  if (!container.querySelector(".said")) container.replaceChildren(...panes());
  const part = (name) => container.querySelector(name);
  const { heading, say } = tour.steps[state.step - 1];
  const key = `${state.tour} ${state.step}`;
  if (part(".said").dataset.step !== key) {
    part(".said").dataset.step = key;
    part(".said").replaceChildren(
      el("p", { class: "place" }, `${tour.title}: step ${state.step} of ${tour.steps.length}`),
      el("h2", {}, heading),
      el("p", { class: "say" }, say),
    );
  }
  turn(part(".previous"), tour, state.step - 1);
  turn(part(".next"), tour, state.step + 1);
}

function panes() {
  return [
    el("div", { class: "said", "aria-live": "polite" }),
    el("p", { class: "turns" }, [
      el("a", { class: "previous" }, "Previous"),
      " ",
      el("a", { class: "next" }, "Next"),
      " ",
      button("Close the tour", () => go({ tour: "", step: 1 }), { class: "close" }),
    ]),
  ];
}

/** Leads to another step; at the end of a tour there is none, and the link is no link. */
function turn(element, tour, step) {
  if (step < 1 || step > tour.steps.length) {
    // It can still have the focus, which would be lost otherwise.
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "link");
    element.setAttribute("aria-disabled", "true");
    element.removeAttribute("href");
    return;
  }
  element.setAttribute("href", link({ ...START, tour: tour.key, step }));
  for (const name of ["tabindex", "role", "aria-disabled"]) element.removeAttribute(name);
}
