// The legend, which is the filter as well: what each colour, mark and line stands for, with a box
// to leave it out.

import { button, el, shape, swatch } from "./elements.js";
import { sourceName } from "./evidence.js";
import { START, go, now } from "./state.js";

const GRADES = {
  stated: "stated",
  hedged: "hedged (“often”, “may”)",
  inferred: "concluded by the curator",
};

/**
 * Shows the legend and filters.
 * @param {HTMLElement} container where they go.
 * @param {object} data the page's data.
 * @param {object} state what the address says.
 */
export function showFilters(container, data, state) {
  if (!container.querySelector("fieldset")) container.replaceChildren(...made(data));
  for (const box of container.querySelectorAll("input[data-sort]")) {
    box.checked = !state.off[box.dataset.sort].includes(box.value);
  }
  container.querySelector("select").value = state.theorist;
}

function made(data) {
  const counts = counted(data);
  const row = (sort, value, words, sample) =>
    choice(sort, value, words, sample, counts.get(`${sort} ${value}`));
  const kinds = [...new Set(data.graph.nodes.map((node) => node.kind))].map(data.kind);
  const order = data.graph.kinds.map(({ name }) => name);
  const place = ({ name }) => (order.includes(name) ? order.indexOf(name) : order.length);
  kinds.sort((one, other) => place(one) - place(other));
  const families = data.graph.families.filter(({ key }) => counts.has(`family ${key}`));
  const grades = Object.keys(GRADES).filter((grade) => counts.has(`certainty ${grade}`));
  const { sources } = data.graph;
  return [
    el("h2", { tabindex: "-1" }, "Legend and filters"),
    el("p", {}, "Take away a tick to leave something out."),
    button("Show everything", () => go({ off: START.off, theorist: "" }), { "data-key": "reset" }),
    group(
      "Kinds",
      kinds.map(({ name }) => row("kind", name, name, swatch(data, name))),
    ),
    group(
      "Lines",
      grades.map((grade) => row("certainty", grade, GRADES[grade], line(data, grade))),
    ),
    group(
      "What arrows say",
      families.map(({ key, label }) => row("family", key, label)),
    ),
    sources.length > 1 &&
      group(
        "Sources",
        sources.map(({ key }) => row("source", key, sourceName(data, key))),
      ),
    people(data, counts),
  ].filter(Boolean);
}

function group(title, rows) {
  const counts = el("span", { class: "count" }, " (claims and citations)");
  return el("fieldset", {}, [el("legend", {}, [title, counts]), ...rows]);
}

function choice(sort, value, words, sample, count = 0) {
  const box = el("input", {
    type: "checkbox",
    value,
    "data-sort": sort,
    "data-key": `${sort}-${value}`,
  });
  box.addEventListener("change", () => {
    const others = now().off[sort].filter((one) => one !== value);
    go({ off: { ...now().off, [sort]: box.checked ? others : [...others, value] } });
  });
  return el("label", {}, [
    box,
    sample,
    el("span", {}, words),
    el("span", { class: "count" }, ` ${count}`),
  ]);
}

function people(data, counts) {
  const known = data.graph.nodes.filter(({ kind }) => kind === "theorist");
  known.sort((one, other) => one.label.localeCompare(other.label));
  const select = el("select", { id: "theorist", "data-key": "theorist" }, [
    el("option", { value: "" }, "everybody"),
    ...known.map(({ id, label }) =>
      el("option", { value: id }, `${label} (${counts.get(`theorist ${id}`) ?? 0})`),
    ),
  ]);
  select.addEventListener("change", () => go({ theorist: select.value }));
  return el("p", {}, [el("label", { for: "theorist" }, "What rests on the work of"), " ", select]);
}

/** A line as it is shape where something is said so. */
function line(data, grade) {
  return shape(
    "svg",
    { class: "line", viewBox: "0 0 36 10", "aria-hidden": "true" },
    shape("path", { d: "M1 5H35", "stroke-dasharray": data.graph.dashes[grade] || null }),
  );
}

/** How many claims and citations each of the choices stands for. */
function counted(data) {
  const counts = new Map();
  for (const edge of data.graph.edges) {
    const many = edge.claims?.length || 1;
    const own = new Set([
      ...[edge.from, edge.to].map((key) => `kind ${data.node(key).kind}`),
      `family ${edge.family}`,
      `certainty ${edge.certainty}`,
      ...(edge.sources ?? []).map((key) => `source ${key}`),
      ...[edge.from, edge.to, ...(edge.theorists ?? [])].map((key) => `theorist ${key}`),
    ]);
    for (const name of own) counts.set(name, (counts.get(name) ?? 0) + many);
  }
  return counts;
}
