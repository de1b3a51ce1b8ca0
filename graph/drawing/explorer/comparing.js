// Two things side by side, as `relatum compare` has them: what is said of both at once, what both
// are tied to, and what each has alone.

import { isStep } from "./ways.js";

/**
 * Compares things.
 * @param {object} data the page's data.
 * @param {string[]} keys the keys of two or more things.
 * @returns {{direct: object[], shared: {key: string, edges: object[]}[],
 *   alone: {key: string, edges: object[]}[]}} with propositions.
 */
export function comparison(data, keys) {
  const steps = new Map(keys.map((key) => [key, tiesOf(data, key)]));
  const near = new Map(
    keys.map((key) => [key, [...steps.get(key).keys()].filter((one) => !keys.includes(one))]),
  );
  const others = (key) => keys.filter((one) => one !== key).flatMap((one) => near.get(one));
  const shared = near
    .get(keys[0])
    .filter((key) => keys.every((one) => steps.get(one).has(key)))
    .sort((one, other) => (data.label(one) < data.label(other) ? -1 : 1));
  const pairs = keys.flatMap((one, at) => keys.slice(at + 1).map((other) => [one, other]));
  return {
    direct: unique(pairs.flatMap(([one, other]) => tiesBetween(data, one, other))),
    shared: shared.map((key) => ({
      key,
      edges: unique(keys.flatMap((one) => steps.get(one).get(key))),
    })),
    alone: keys.map((key) => {
      const elsewhere = new Set(others(key));
      const own = near.get(key).filter((one) => !elsewhere.has(one));
      return { key, edges: unique(own.flatMap((one) => steps.get(key).get(one))).sort(asRead) };
    }),
  };
}

/** What a thing is tied to, and how; a theorist's works count as the theorist. */
function tiesOf(data, key) {
  const made = data.node(key).kind === "theorist" ? data.edgesOf(key).map(otherThan(key)) : [];
  const works = made.filter((one) => data.node(one).kind === "work");
  const ties = new Map();
  for (const one of new Set([key, ...works])) {
    for (const other of new Set(data.edgesOf(one).map(otherThan(one)))) {
      const edges = tiesBetween(data, one, other);
      if (other !== key && edges.length) ties.set(other, [...(ties.get(other) ?? []), ...edges]);
    }
  }
  return ties;
}

function tiesBetween(data, one, other) {
  const joins = (edge) => otherThan(one)(edge) === other && isStep(data, edge);
  return data.edgesOf(one).filter(joins).sort(asRead);
}

function otherThan(key) {
  return (edge) => (edge.from === key ? edge.to : edge.from);
}

/** In reading order: claims have their numbers in it, and citations come after them. */
function asRead(one, other) {
  const first = (edge) => Math.min(Infinity, ...(edge.claims ?? []));
  return first(one) === first(other) ? 0 : first(one) - first(other);
}

function unique(edges) {
  return [...new Set(edges)];
}
