// The page: what the address says is shown as a picture and in words.

import { openData } from "./data.js";
import { START, begin, go, now } from "./state.js";
import { filter, viewOf } from "./view.js";
import { placed } from "./layouts.js";
import { openPicture } from "./picture.js";
import { listen, nextBox } from "./keys.js";
import { chainsBetween } from "./ways.js";
import { showWords } from "./words.js";
import { showListing } from "./listing.js";
import { showFilters } from "./filters.js";
import { showTimeline } from "./timeline.js";
import { showTour } from "./tour.js";
import { openSearch } from "./search.js";
import { openBar } from "./bar.js";
import { openHelp } from "./help.js";
import { openTools } from "./tools.js";
import { asSvg } from "./svg.js";

/** The least scale at which letters can be read. */
const LEAST = 0.55;

const byId = (id) => document.getElementById(id);
const data = openData((id) => byId(id).textContent);
const context = document.createElement("canvas").getContext("2d");
const map = byId("map");
const picture = openPicture(map, data, {
  onThing: (key) => go(opened(key)),
  onClaims: (claims) => go({ claims }),
  onNothing: () => go({ at: "", claims: [] }),
});
const help = openHelp(byId("help"));
const search = openSearch(byId("search-box"), data, (key) => go({ ...START, at: key, from: [key] }));
const bar = openBar(byId("ways"), data, { filters: byId("filters"), help: help.open });
const tools = openTools(byId("tools"), data, picture, context);
let shown = { view: null, chains: [], drawn: "" };

/** What choosing a thing in the picture does: it is selected and opened, or closed again. */
function opened(key) {
  const { at, open, shut } = now();
  const chosen = { at: key, claims: [] };
  const without = (keys) => keys.filter((one) => one !== key);
  if (shut.includes(key)) return { ...chosen, shut: without(shut) };
  if (at === key && open.includes(key)) return { ...chosen, open: without(open) };
  if (shown.view.more.get(key)) return { ...chosen, open: [...open, key] };
  return at === key ? { ...chosen, shut: [...shut, key] } : chosen;
}

function redraw(state, problem) {
  const joined = state.show === "path" && state.ends.length === 2;
  const chains = joined ? chainsBetween(data, ...state.ends, { passes: filter(data, state) }) : [];
  const view = viewOf(data, state, chains);
  shown = { ...shown, view, chains };
  say(byId("problem"), problem);
  const listed = state.beside === "list";
  const timeline = state.show === "timeline";
  const title = timeline ? "Works in time" : view.title;
  document.title = title === data.graph.title ? title : `${title}: ${data.graph.title}`;
  byId("stage-title").textContent = title;
  say(byId("stage-question"), timeline ? "" : view.question);
  map.hidden = listed || timeline;
  byId("listing").hidden = !map.hidden;
  // What takes room from the picture comes first.
  showTour(byId("tour"), data, state);
  tools.show(state, view);
  bar.show(state);
  showFilters(byId("filters"), data, state);
  showWords(byId("words"), data, state, { view, chains });
  if (timeline) showTimeline(byId("listing"), data, state);
  else if (listed) showListing(byId("listing"), data, state, view);
  else drawPicture(state, view, chains);
}

function drawPicture(state, view, chains) {
  const lit = litOf(state, view, chains);
  const drawn = JSON.stringify([view.nodes, view.edges, view.focus, state.layout, state.all]);
  if (drawn === shown.drawn) {
    picture.light(view, lit);
    picture.reveal(selectedId(state));
  } else {
    const before = picture.standing();
    const room = { w: map.clientWidth - 30, h: Math.max(map.clientHeight - 30, 200) };
    picture.resize();
    picture.draw(view, placed(data, view, state, { context, room, before }), lit);
    const moves = before.size > 0 && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    fitted({ animated: moves });
    if (moves) picture.glide(before);
    shown.drawn = drawn;
  }
  tell(state, view);
}

/** Fits the picture into its window; what is selected stays in sight. */
function fitted({ animated = false } = {}) {
  const { at, all } = now();
  picture.fit({ animated, least: all ? 0.1 : LEAST, around: at || shown.view.focus[0] });
}

/** What stands out, and what is faded; nothing where all is alike. */
function litOf(state, view, chains) {
  const only = (edges, at, chosen) => {
    const nodes = new Set(edges.flatMap((id) => [data.edge(id).from, data.edge(id).to]));
    if (at) nodes.add(at);
    return { edges: new Set(edges), nodes, at, chosen };
  };
  if (state.claims.length) return only(state.claims, "", true);
  if (state.at && view.nodes.includes(state.at)) {
    const own = view.edges.filter((id) => {
      const { from, to } = data.edge(id);
      return from === state.at || to === state.at;
    });
    return only(own, state.at, false);
  }
  return chains.length ? only((chains[state.chain - 1] ?? chains[0]).edges, "", false) : null;
}

function selectedId(state) {
  if (state.claims.length) {
    const at = picture.scene().layout.phrases.findIndex(({ edges }) => edges.includes(state.claims[0]));
    if (at >= 0) return `p:${at}`;
  }
  return state.at ? `c:${state.at}` : "";
}

/** Says what is selected to those who do not see the picture. */
function tell(state, view) {
  const sentences = (edge) => `${data.label(edge.from)} ${edge.phrase} ${data.label(edge.to)}`;
  let words = "";
  if (state.claims.length) {
    words = state.claims.map((id) => sentences(data.edge(id))).join("; ");
  } else if (state.at) {
    const many = view.edges.filter((id) => [data.edge(id).from, data.edge(id).to].includes(state.at));
    const more = view.more.get(state.at) ?? 0;
    words = `${data.label(state.at)}, ${data.node(state.at).kind}, ${count(many.length, "arrow")}`;
    if (more) words += `, ${more} more to open with Enter`;
  }
  if (byId("told").textContent !== words) byId("told").textContent = words;
}

function count(many, what) {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}

function say(element, words) {
  element.textContent = words;
  element.hidden = !words;
}

listen(map, {
  move: (key) => {
    const { layout, places, view } = picture.scene();
    const start = selectedId(now()) || `c:${view.focus[0] ?? view.nodes[0]}`;
    const boxes = Object.fromEntries(Object.entries(places).filter(([id]) => !id.startsWith("b:")));
    const id = now().at || now().claims.length ? nextBox(boxes, start, key) : start;
    if (!id) return;
    const change = id.startsWith("c:")
      ? { at: id.slice(2), claims: [] }
      : { claims: layout.phrases[Number(id.slice(2))].edges };
    go(change, { replace: true });
  },
  enter: () => {
    if (now().claims.length) byId("words").focus();
    else if (now().at) go(opened(now().at));
  },
  escape: () => go({ at: "", claims: [] }),
  zoom: picture.zoom,
  fit: () => picture.fit(),
  search: search.focus,
  help: help.open,
  single: help.single,
});
byId("fold").addEventListener("click", ({ currentTarget: fold }) => {
  const folded = document.querySelector("main").classList.toggle("folded");
  fold.setAttribute("aria-expanded", String(!folded));
  fold.textContent = folded ? "Show the words" : "Hide the words";
});
byId("skip").addEventListener("click", () => byId("words").focus());
begin(data, redraw);
new ResizeObserver(() => {
  if (map.hidden) return;
  picture.resize();
  if (!picture.isMoved()) fitted();
}).observe(map);
// On paper the picture is drawn anew: whole, dark on white, with nothing faded.
matchMedia("print").addEventListener("change", ({ matches }) => {
  const printed = byId("printed");
  printed.hidden = !matches || map.hidden;
  if (printed.hidden) return;
  const { svg } = asSvg(data, picture.scene(), context);
  printed.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  printed.alt = byId("stage-title").textContent;
});
requestAnimationFrame(() => requestAnimationFrame(() => (document.body.dataset.drawn = "yes")));
// For tests and for the console.
globalThis.explorer = { data, picture, now, shown: () => shown };
