// What the page is showing, and the address that says so: a view can be sent, and Back works.

import { kept } from "./view.js";

/** The state of a page that has just been opened. */
export const START = Object.freeze({
  at: "", // the concept, theorist or work that is selected
  claims: [], // the propositions that are selected, by id
  from: [], // what the picture begins from; nothing for the opening map
  open: [], // what was opened, and shows what it is tied to
  shut: [], // what was closed
  all: false, // whether everything is shown
  show: "map", // map, path, compare or timeline
  ends: [], // what is joined or compared
  chain: 1, // which of the chains stands out
  tour: "", // the guided tour that is played, and its step
  step: 1,
  layout: "map", // map, network or theorists
  beside: "picture", // picture or list
  off: { kind: [], family: [], certainty: [], source: [] }, // what the filters leave out
  theorist: "", // the only person whose citations are shown
});
const LAYOUTS = ["map", "network", "theorists"];
const JOINS = ["path", "compare"];
const NAMES = ["timeline", "all", "path", "compare", "tour", "claim", "chain", "from", "open", "shut", "layout",
  "view", "theorist", "off"];

let data = null;
let state = START;
let redraw = () => {};

/**
 * Begins: reads the address, and redraws whenever it changes.
 * @param {object} opened the page's data.
 * @param {(state: object, problem: string) => void} listener shows a state.
 */
export function begin(opened, listener) {
  data = opened;
  redraw = listener;
  addEventListener("popstate", follow);
  follow();
}

/** What is shown now. */
export function now() {
  return state;
}

/**
 * Shows something else.
 * @param {object} change what changes of the state.
 * @param {{replace?: boolean}} how `replace` leaves no step to go back to.
 */
export function go(change, { replace = false } = {}) {
  const href = link(change);
  if (href === (location.hash || "#")) return;
  history[replace ? "replaceState" : "pushState"](null, "", href);
  follow();
}

/** The address of a change, for links. */
export function link(change) {
  const moves = change.at !== undefined && change.at !== state.at && !change.from;
  const stays = moves && change.show === undefined ? kept(data, state) : {};
  const open = [...new Set([...(stays.open ?? []), ...(change.open ?? [])])];
  // Which chain stands out is said of two ends, not of any others.
  const chain = change.ends ? START.chain : state.chain;
  const opened = open.length ? { open } : {};
  return `#${written({ ...state, chain, ...stays, ...change, ...opened })}`;
}

function follow() {
  const { read, problem } = understood(location.hash.slice(1), data);
  state = read;
  redraw(state, problem);
}

/**
 * An address as a state; what it names that is not here is left out, and said.
 * @returns {{read: object, problem: string}}
 */
export function understood(address, known) {
  const read = { ...START, off: { ...START.off } };
  const unknown = [];
  const knownOf = (names, has) => names.filter((name) => has(name) || (unknown.push(name), false));
  const keys = (names) => knownOf(names, known.has);
  const readers = {
    claim: (names) => (read.claims = knownOf(names, known.edge)),
    path: (names) => join("path", names),
    compare: (names) => join("compare", names),
    chain: ([number]) => (read.chain = [1, 2, 3].find((one) => String(one) === number) ?? 1),
    timeline: () => (read.show = "timeline"),
    tour: ([tour, step]) => play(tour ?? "", Number(step)),
    from: (names) => (read.from = keys(names)),
    open: (names) => (read.open = keys(names)),
    shut: (names) => (read.shut = keys(names)),
    all: () => (read.all = true),
    layout: (names) => ([read.layout] = knownOf(names, (name) => LAYOUTS.includes(name))),
    view: (names) => ([read.beside] = knownOf(names, (name) => name === "list")),
    theorist: (names) => ([read.theorist = ""] = keys(names)),
    off: (names) => names.forEach(leaveOut),
  };
  const join = (show, names) => {
    read.ends = keys(names.slice(0, 2));
    read.show = show;
  };
  const play = (tour, step) => {
    const steps = known.graph.tours.find((one) => one.key === tour)?.steps;
    if (!steps) return unknown.push(tour);
    return Object.assign(read, { tour, step: Math.min(Math.max(step || 1, 1), steps.length) });
  };
  const leaveOut = (word) => {
    const [sort, name] = halves(word, ":");
    if (name && sort in read.off) read.off[sort] = [...read.off[sort], name];
    else unknown.push(word);
  };

  const parts = address.split("&").filter(Boolean);
  for (const part of parts) {
    const [name, value] = halves(part, "=");
    if (Object.hasOwn(readers, name)) readers[name](words(value));
    else [read.at = ""] = keys(words(name));
  }
  read.layout ??= START.layout;
  read.beside ??= START.beside;
  if (read.tour && parts.length === 1) {
    const { address: shown } = known.graph.tours
      .find((one) => one.key === read.tour)
      .steps.at(read.step - 1);
    Object.assign(read, understood(shown.slice(1), known).read, { tour: read.tour, step: read.step });
  }
  const shown = unknown.filter(Boolean).map((word) => `“${word.slice(0, 40)}”`);
  return { read, problem: shown.length ? `This page does not know ${shown.join(", ")}.` : "" };
}

/** A state as an address. */
export function written(one) {
  const listed = (keys) => keys.map(encodeURIComponent).join(",");
  const parts = [];
  if (one.tour) parts.push(`tour=${listed([one.tour, String(one.step)])}`);
  // A thing that is called like a part of the address is told from it by a comma.
  if (one.at) parts.push(`${encodeURIComponent(one.at)}${NAMES.includes(one.at) ? "," : ""}`);
  if (JOINS.includes(one.show)) parts.push(`${one.show}=${listed(one.ends)}`);
  if (one.show === "path" && one.chain !== 1) parts.push(`chain=${one.chain}`);
  if (one.show === "timeline") parts.push("timeline");
  if (one.claims.length) parts.push(`claim=${listed(one.claims)}`);
  for (const name of ["from", "open", "shut"]) {
    if (one[name].length) parts.push(`${name}=${listed(one[name])}`);
  }
  if (one.all) parts.push("all");
  if (one.layout !== START.layout) parts.push(`layout=${one.layout}`);
  if (one.beside !== START.beside) parts.push(`view=${one.beside}`);
  if (one.theorist) parts.push(`theorist=${encodeURIComponent(one.theorist)}`);
  const off = Object.entries(one.off).flatMap(([sort, names]) => names.map((n) => `${sort}:${n}`));
  if (off.length) parts.push(`off=${listed(off)}`);
  return parts.join("&");
}

function words(text) {
  return text.split(",").filter(Boolean).map(decoded);
}

function halves(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
