// Which layout a picture has: the map that came with the page, rows, or the network.

import { placeAsNetwork } from "./network.js";
import { placeInRows } from "./rows.js";

/**
 * Where everything of a view stands, in pixels.
 * @param {object} data the page's data.
 * @param {object} view what is shown.
 * @param {object} state which layout is wanted.
 * @param {{context: CanvasRenderingContext2D, shape: number, before: Map<string, number>}} how
 *   what measures text, how much wider than high the picture is, where things stood.
 * @returns {{boxes: Map<string, object>, phrases: object[], lines: object[]}}
 */
export function placed(data, view, state, { context, shape, before }) {
  if (view.given) return given(data, view.given);
  if (state.layout === "network" || state.all) return placeAsNetwork(data, view, context);
  const people = view.nodes.filter((key) => data.node(key).kind === "theorist");
  const focus = state.layout === "theorists" && people.length ? people : view.focus;
  const wide = 170 * Math.sqrt(view.nodes.length * Math.min(Math.max(shape, 0.6), 2.2)) + 120;
  return placeInRows(data, { ...view, focus }, context, { wide, before });
}

/** The layout that Python made, as the others give theirs. */
function given(data, layout) {
  const box = ([x, y, w, h, lines, size]) => ({ x, y, w, h, lines, size });
  const certainties = (edges) => edges.map((id) => data.edge(id));
  return {
    boxes: new Map(Object.entries(layout.concepts).map(([key, place]) => [key, box(place)])),
    phrases: layout.phrases.map((joint) => ({
      ...box(joint.box),
      phrase: joint.phrase,
      subject: joint.subjects[0],
      edges: joint.edges,
    })),
    lines: layout.lines.map(({ from, phrase, to, certainty, points }) => ({
      from,
      phrase,
      to,
      certainty,
      edges: certainties(layout.phrases[phrase].edges)
        .filter((edge) => (from ? edge.from === from : edge.to === to))
        .map((edge) => edge.id),
      bends: points.slice(1, -1),
    })),
  };
}
