// The words beside the picture: of what is selected, of two things joined or compared, or, where
// nothing is selected, of the map as a whole.

import { el, fill, list, part, swatch, thingLink, way } from "./elements.js";
import { claimsIn, counted, many } from "./evidence.js";
import { showJoining } from "./joining.js";
import { arrowWords, subject, thingWords } from "./panel.js";
import { START } from "./state.js";

/** How many names of what is in the picture stand beside it; the list has them all. */
const AT_ONE_GLANCE = 60;
const JOINED = { path: "Back to the chains", compare: "Back to the comparison" };

/**
 * Shows the words of a state.
 * @param {HTMLElement} container where they go; it can take the focus.
 * @param {object} data the page's data.
 * @param {object} state what the address says.
 * @param {{view: object, chains: object[]}} shown what the picture shows.
 */
export function showWords(container, data, state, { view, chains }) {
  const about = JSON.stringify([state.claims, state.at, state.show, state.ends]);
  const moved = container.dataset.about !== undefined && container.dataset.about !== about;
  container.dataset.about = about;
  const selected = state.claims.length > 0 || Boolean(state.at);
  if (!selected && state.show in JOINED) {
    const had = container.contains(document.activeElement);
    showJoining(container, data, state, chains);
    if (moved) container.scrollTop = 0;
    if (had && !container.contains(document.activeElement)) {
      const boxes = [...container.querySelectorAll(".ends input")];
      (boxes.find((box) => !box.value) ?? boxes[0] ?? container).focus();
    }
    return;
  }
  delete container.dataset.form;
  const lost = fill(container, [selected && back(state), wordsOf(data, state, view)]);
  if (moved) container.scrollTop = 0;
  if (lost) container.querySelector("[data-key=subject]")?.focus();
}

function wordsOf(data, state, view) {
  if (state.claims.length) return arrowWords(data, state.claims);
  if (state.at) return thingWords(data, state.at);
  return state.show === "timeline" ? people(data) : overview(data, view);
}

function back(state) {
  if (state.show in JOINED) {
    return el("p", {}, way({ at: "", claims: [] }, JOINED[state.show], { "data-key": "back" }));
  }
  return state.at && state.claims.length
    ? el("p", {}, way({ claims: [] }, "Back to the words of the box", { "data-key": "back" }))
    : null;
}

/** Beside the works in time: who made them. */
function people(data) {
  const known = data.graph.nodes.filter(({ kind }) => kind === "theorist");
  known.sort((one, other) => one.label.localeCompare(other.label));
  return [
    subject("People"),
    el("p", {}, "Choose a work or a person to read what they are cited for, and where."),
    list(
      known.map(({ id }) => thingLink(data, id)),
      { class: "things" },
    ),
  ];
}

function overview(data, view) {
  const { counts, opening, tours } = data.graph;
  const byName = [...view.nodes].sort((a, b) => data.label(a).localeCompare(data.label(b)));
  const listed = byName.slice(0, AT_ONE_GLANCE).map((key) => {
    return [swatch(data, data.node(key).kind), " ", thingLink(data, key)];
  });
  const left = view.nodes.length - listed.length;
  return [
    subject(view.title),
    view.question && el("p", {}, view.question),
    el(
      "p",
      {},
      `The picture shows ${counted(data, view.nodes)}, and ` +
        `${claimsIn(data, view.edges, counts.claims)}. Choose a box or the words on an arrow to ` +
        "read where it is said.",
    ),
    view.focus !== opening.focus &&
      el("p", {}, way({ ...START }, "Go to the opening map", { "data-key": "opening" })),
    part(
      3,
      "Guided tours",
      list(
        tours.map((tour) => [
          way({ ...START, tour: tour.key, step: 1 }, tour.title, {
            "data-key": `tour-${tour.key}`,
          }),
          `: ${many(tour.steps.length, "step")}`,
          tour.about && el("p", {}, tour.about),
        ]),
      ),
    ),
    part(3, "In the picture", list(listed, { class: "things" })),
    left > 0 && el("p", {}, way({ beside: "list" }, `and ${left} more: see the list`)),
    part(3, "Sources", list(data.graph.sources.map(({ reference }) => reference))),
  ];
}
