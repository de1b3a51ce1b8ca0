// Which layout a picture has: the map that came with the page, rows, or the network.

import { placeAsNetwork } from "./network.js";
import { inRows } from "./rows.js";

/** How wide rows are that are tried, and what a crossing costs of the size of a picture. */
const WIDTHS = [0.45, 0.6, 0.75, 0.9, 1.1];
const CROSSING = 0.012;
/** How small the map that came with the page may be shown. */
const READABLE = 0.6;

/**
 * Where everything of a view stands, in pixels.
 * @param {object} data the page's data.
 * @param {object} view what is shown.
 * @param {object} state which layout is wanted.
 * @param {{context: CanvasRenderingContext2D, room: {w: number, h: number},
 *   before: Map<string, {x: number}>}} how what measures text, the room there is, where things stood.
 * @returns {{boxes: Map<string, object>, phrases: object[], lines: object[]}}
 */
export function placed(data, view, state, { context, room, before }) {
  if (view.given && isRoomFor(view.given, room)) return given(data, view.given);
  if (state.layout === "network" || state.all) return placeAsNetwork(data, view, context);
  const people = view.nodes.filter((key) => data.node(key).kind === "theorist");
  const focus = state.layout === "theorists" && people.length ? people : view.focus;
  const usual = 170 * Math.sqrt((view.nodes.length * room.w) / room.h) + 120;
  const tries = WIDTHS.map((share) =>
    inRows(data, { ...view, focus }, context, { wide: share * usual, before }),
  );
  const worth = tries.map((one) => worthOf(one, room));
  return tries[worth.indexOf(Math.max(...worth))].draw();
}

/** Whether a layout can be read in a window: on a phone another is made. */
function isRoomFor({ width, height }, room) {
  return Math.min(room.w / width, room.h / height) >= READABLE;
}

/** How large a layout can be shown, less where lines cross. */
function worthOf({ width, height, crossed }, room) {
  return Math.min(room.w / width, room.h / height, 1.15) * Math.max(0.2, 1 - CROSSING * crossed);
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
