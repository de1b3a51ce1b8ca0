// The list beside the picture: all that the picture shows, as headings, lists and a table.

import { button, el, fill, list, part, swatch, thingLink, way } from "./elements.js";
import { claimsIn, evidenceOf, many, marksOf, placeOf } from "./evidence.js";

/** The columns of the table, and what each is sorted by. */
const SORTED = {
  concept: (row) => row.names[0],
  "linking phrase": (row) => row.edge.phrase,
  "to concept": (row) => row.names[1],
  certainty: (row) => row.sure,
  place: (row) => row.order,
  "key phrase": (row) => row.one.quote || row.one.statement,
};

/**
 * Shows all that the picture shows, in words.
 * @param {HTMLElement} container where it goes.
 * @param {object} data the page's data.
 * @param {object} state what the address says.
 * @param {{nodes: string[], edges: string[], why: Map<string, string>, left: number}} view what
 *   the picture shows.
 */
export function showListing(container, data, state, view) {
  const holds = JSON.stringify([view.nodes, view.edges]);
  const known = container.querySelector("table")?.dataset;
  const sorting = { by: known?.by ?? "", down: known?.down === "yes" };
  const anew = container.dataset.holds !== holds;
  container.dataset.holds = holds;
  fill(container, [
    part(2, "Boxes in the picture", things(data, state, view)),
    part(2, "Arrows in the picture", [
      view.left > 0 &&
        el(
          "p",
          {},
          `${many(view.left, "more arrow")} between these boxes ${view.left === 1 ? "is" : "are"} ` +
            "not drawn; choose a concept to see all that is said of it.",
        ),
      el(
        "div",
        {
          class: "scrolls",
          tabindex: "0",
          role: "region",
          "aria-label": "Table of arrows",
          "data-key": "table",
        },
        table(data, view, sorting),
      ),
    ]),
  ]);
  if (anew) container.scrollTop = 0;
}

function things(data, { all }, view) {
  const byName = (one, other) => data.label(one).localeCompare(data.label(other));
  const kinds = [...new Set(view.nodes.map((key) => data.node(key).kind))];
  const order = data.graph.kinds.map(({ name }) => name);
  const rank = (kind) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  kinds.sort((one, other) => rank(one) - rank(other));
  return kinds.map((kind) => {
    const own = view.nodes.filter((key) => data.node(key).kind === kind);
    // Where everything is shown, nothing comes first but by its name.
    if (all) own.sort(byName);
    return part(3, [swatch(data, kind), " ", kind], list(own.map((key) => thing(data, key, view))));
  });
}

function thing(data, key, view) {
  const { definition, description, reference } = data.thing(key);
  const about = definition ?? reference ?? description ?? "";
  // Where everything is shown, there is nothing to explain.
  const why = new Set(view.why.values()).size > 1 && view.why.get(key);
  return el("div", { "data-thing": key }, [
    el("strong", {}, thingLink(data, key)),
    about && `: ${about}`,
    why && el("span", { class: "why" }, ` (Why it is here: ${plainly(data, view, why)}.)`),
  ]);
}

/** A reason as `relatum map` gives it, without figures; names and places as elsewhere. */
function plainly(data, view, why) {
  const named = view.nodes
    .map(data.label)
    .reduce((said, name) => said.replaceAll(`'${name}'`, () => `“${name}”`), why);
  return named
    .replace(/^relevance [^;]*; /, "")
    .replaceAll(/\[(?:(\S+) )?(\d+)\.(\d+)\]/g, (_, source, paragraph, sentence) =>
      `(${placeOf(data, { source, paragraph, sentence })})`);
}

function table(data, view, sorting) {
  const rows = view.edges.map(data.edge).flatMap((edge) => rowsOf(data, edge));
  const body = el("tbody");
  const heads = Object.keys(SORTED).map((name) => {
    const sort = button(name, () => sortBy(name), { "data-key": `sort-${name}` });
    return el("th", { scope: "col" }, sort);
  });
  const made = el("table", {}, [
    el("caption", {}, `${claimsIn(data, view.edges)}, each with its place`),
    el("thead", {}, el("tr", {}, heads)),
    body,
  ]);
  const show = () => {
    made.dataset.by = sorting.by;
    made.dataset.down = sorting.down ? "yes" : "no";
    Object.keys(SORTED).forEach((name, at) => {
      heads[at].setAttribute("aria-sort", sortedAs(name, sorting));
    });
    body.replaceChildren(...sorted(rows, sorting).map((row) => row.element));
  };
  const sortBy = (name) => {
    sorting.down = sorting.by === name && !sorting.down;
    sorting.by = name;
    show();
  };
  show();
  return made;
}

function sortedAs(name, { by, down }) {
  if (name !== by) return "none";
  return down ? "descending" : "ascending";
}

function sorted(rows, { by, down }) {
  if (!by) return rows;
  const value = SORTED[by];
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const ranked = [...rows].sort((one, other) => compare(value(one), value(other)));
  return down ? ranked.reverse() : ranked;
}

function rowsOf(data, edge) {
  const names = [edge.from, edge.to].map(data.label);
  return evidenceOf(data, edge).map((one) => {
    const sure = [one.certainty, ...marksOf(one).filter((mark) => mark !== one.certainty)].join(
      ", ",
    );
    const row = { edge, one, names, sure, order: `${one.source} ${one.paragraph} ${one.sentence}` };
    return { ...row, element: drawnRow(data, row) };
  });
}

function drawnRow(data, { edge, one, sure }) {
  const said = way({ claims: [edge.id] }, edge.phrase, { "data-key": edge.id });
  return el("tr", { "data-edge": edge.id }, [
    el("th", { scope: "row" }, thingLink(data, edge.from)),
    el("td", {}, said),
    el("td", {}, thingLink(data, edge.to)),
    el("td", {}, sure),
    el("td", {}, placeOf(data, one)),
    el("td", {}, one.quote ? `“${one.quote}”` : one.statement),
  ]);
}
