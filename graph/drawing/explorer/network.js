// The network layout: where Python's Graphviz put things, drawn closer together for the few
// that are shown, with boxes moved until none covers another.

import { conceptBox, phraseBox } from "./boxes.js";
import { jointsOf, surest } from "./joints.js";

/** Up to how many propositions have their phrases written on them. */
export const WRITTEN = 90;
/** Up to how many boxes are moved aside: of more, where Python put them has to do. */
const CLEARED = 400;
const [AIR, ROUNDS] = [14, 800];
/** What a box takes of the picture, in square pixels. */
const ROOM = 140 * 50;
/** What is so many times as far out as usual is drawn that many times to this power. */
const PULL = 0.55;

/**
 * Places a view as a network.
 * @param {object} data the page's data.
 * @param {object} view what is shown.
 * @param {CanvasRenderingContext2D} context measures text.
 */
export function placeAsNetwork(data, view, context) {
  const boxes = new Map(
    view.nodes.map((key) => [key, conceptBox(context, data.label(key), view.focus.includes(key))]),
  );
  const many = view.nodes.length;
  const places = many > CLEARED ? data.node : closer(view.nodes.map(data.node));
  for (const [key, box] of boxes) {
    const { x, y } = places(key);
    Object.assign(box, { x, y });
  }
  const joints = jointsOf(data, view.edges, ({ to }) => to);
  const phrases = view.edges.length > WRITTEN ? [] : joints.map((joint) => written(joint, boxes, context));
  const fixed = many > WRITTEN ? [] : view.focus.map((key) => boxes.get(key));
  if (many <= CLEARED) cleared([...boxes.values(), ...phrases], fixed);
  return { boxes, phrases, lines: joints.flatMap((joint, at) => lines(joint, phrases[at], at)) };
}

/** Places closer together, with room for all boxes, and what is far out not quite so far. */
function closer(nodes) {
  const middle = { x: mean(nodes.map(({ x }) => x)), y: mean(nodes.map(({ y }) => y)) };
  const usual = median(nodes.map((node) => gap(node, middle))) || 1;
  const drawn = nodes.map((node) => {
    const share = (gap(node, middle) / usual || 1) ** (PULL - 1);
    return { id: node.id, x: (node.x - middle.x) * share, y: (node.y - middle.y) * share };
  });
  const [wide, high] = ["x", "y"].map((side) => reach(drawn.map((node) => node[side])));
  const room = nodes.length * ROOM * (nodes.length > WRITTEN ? 2.6 : 8);
  const scale = Math.sqrt(room / Math.max(wide * high, 1));
  const places = new Map(drawn.map(({ id, x, y }) => [id, { x: x * scale, y: y * scale }]));
  return (key) => places.get(key);
}

function reach(values) {
  return Math.max(...values) - Math.min(...values);
}

function mean(values) {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function gap(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function written(joint, boxes, context) {
  const [{ from, to }] = joint.edges;
  return {
    ...phraseBox(context, joint.phrase),
    phrase: joint.phrase,
    subject: joint.subject,
    edges: joint.edges.map((edge) => edge.id),
    x: (boxes.get(from).x + boxes.get(to).x) / 2,
    y: (boxes.get(from).y + boxes.get(to).y) / 2,
  };
}

/** Moves boxes aside, the shorter way, until none covers another or patience ends. */
function cleared(boxes, fixed) {
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = false;
    for (let at = 0; at < boxes.length; at += 1) {
      for (let to = at + 1; to < boxes.length; to += 1) {
        moved = pushedApart(boxes[at], boxes[to], fixed) || moved;
      }
    }
    if (!moved) return;
  }
}

function pushedApart(one, other, fixed) {
  const over = {
    x: (one.w + other.w) / 2 + AIR - Math.abs(one.x - other.x),
    y: (one.h + other.h) / 2 + AIR - Math.abs(one.y - other.y),
  };
  if (over.x <= 0.1 || over.y <= 0.1) return false;
  const along = over.x < over.y ? "x" : "y";
  const turn = Math.sign(one[along] - other[along]) || 1;
  const mine = fixed.includes(one) ? 0 : fixed.includes(other) ? 1 : 0.5;
  one[along] += turn * over[along] * mine;
  other[along] -= turn * over[along] * (1 - mine);
  return true;
}

function lines(joint, phrase, at) {
  const [{ from, to }] = joint.edges;
  const common = { edges: joint.edges.map((edge) => edge.id), certainty: surest(joint.edges), bends: [] };
  if (!phrase) return [{ ...common, from, phrase: null, to }];
  return [
    { ...common, from, phrase: at, to: null },
    { ...common, from: null, phrase: at, to },
  ];
}
