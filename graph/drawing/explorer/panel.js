// What is said of one thing, or by one arrow: the words beside the picture.

import { copyButton } from "./copying.js";
import { between, el, list, part, swatch, way } from "./elements.js";
import { many, marksOf, placeOf, sourceName, workOf } from "./evidence.js";
import { apa, citationList, entry, inFull, named } from "./sentences.js";
import { references, saidIn, sentence, withPlaces } from "./sentences.js";

/**
 * The words of the selected concept, theorist or work.
 * @param {object} data the page's data.
 * @param {string} key what is selected.
 * @returns {Node[]} to be put beside the picture, a heading first.
 */
export function thingWords(data, key) {
  const { kind } = data.node(key);
  const words = { theorist: theoristWords, work: workWords }[kind] ?? conceptWords;
  return [...words(data, key, data.thing(key)), furtherWays(key)];
}

/**
 * The words of the selected arrow: each proposition behind it, with all its evidence.
 * @param {object} data the page's data.
 * @param {string[]} ids the propositions.
 * @returns {Node[]} a heading first.
 */
export function arrowWords(data, ids) {
  const edges = ids.map(data.edge);
  const facts = (edge) => {
    const relation = data.graph.relations[edge.relation];
    const family = data.graph.families.find(({ key }) => key === edge.family);
    const negated = edge.negated ? " The source denies it." : "";
    const grouped = family ? ` (${family.label})` : "";
    return el(
      "p",
      { class: "muted" },
      `Relation: ${relation?.label ?? edge.phrase}${grouped}.${negated}`,
    );
  };
  if (edges.length === 1) {
    return [subject([sentence(data, edges[0])]), facts(edges[0]), ...inFull(data, edges[0])];
  }
  return [
    subject(`${many(edges.length, "arrow")} with the same words`),
    ...edges.map((edge) =>
      el("section", {}, [el("h3", {}, sentence(data, edge)), facts(edge), ...inFull(data, edge)]),
    ),
  ];
}

/** The heading of what is shown; it takes the focus when the words change. */
export function subject(words, beside = "") {
  return el("h2", { tabindex: "-1", "data-key": "subject" }, [words, beside && [" ", beside]]);
}

function conceptWords(data, key, card) {
  const cited = card.citations.map((at) => data.block("citations")[at].work);
  const restedOn = card.claims.flatMap((at) => data.claim(at).works);
  return [
    subject(data.label(key)),
    kindOf(data, key),
    el("p", { class: "definition" }, card.definition),
    el("dl", {}, [
      anyOf(card.alsoKnownAs) && entry("Also called", card.alsoKnownAs.join(", ")),
      anyOf(card.broader) && entry("Wider", between(named(data, card.broader), ", ")),
      anyOf(card.narrower) && entry("Narrower", between(named(data, card.narrower), ", ")),
      card.note && entry("Note", card.note),
    ]),
    ...claimsByFamily(data, key, card.claims),
    part(
      3,
      "Follows from the claims (inferred by rule, not said)",
      inferences(data, card.inferred),
    ),
    part(3, "Cited for it", citationList(data, card.citations, { about: key })),
    saidIn(data, evidenceFor(data, card)),
    references(data, [...cited, ...restedOn]),
  ];
}

function theoristWords(data, key, card) {
  const dates = card.born ? `(${year(card.born) || "?"}–${year(card.died)})` : "";
  return [
    subject(data.label(key), dates),
    kindOf(data, key),
    card.description && el("p", { class: "definition" }, card.description),
    card.note && el("p", { class: "note" }, `Note: ${card.note}`),
    part(
      3,
      "Works",
      list(
        card.works.map((work) => [
          apa(data, work),
          " ",
          copyButton("Copy citation", () => workOf(data, work).reference, work),
        ]),
        { class: "references" },
      ),
    ),
    ...(card.sources ?? []).map((source) => authored(data, source)),
    part(3, "Cited for", citationList(data, card.citations)),
    part(3, "Said of or by this person", claimList(data, key, card.claims)),
    saidIn(data, evidenceFor(data, card)),
  ];
}

function workWords(data, key, card) {
  return [
    subject(card.inText),
    kindOf(data, key),
    el("p", { class: "definition" }, [
      card.reference,
      " ",
      copyButton("Copy citation", () => card.reference, key),
    ]),
    el("dl", {}, [
      anyOf(card.theorists) && entry("By", between(named(data, card.theorists), ", ")),
      card.doi && entry("DOI", card.doi),
      anyOf(card.unverified) && entry("Not verified", card.unverified.join(", ")),
      card.note && entry("Note", card.note),
    ]),
    anyOf(card.sources) &&
      el(
        "p",
        {},
        `Read as a source: ${card.sources.map((one) => sourceName(data, one)).join(", ")}.`,
      ),
    part(3, "Cited for", citationList(data, card.citations)),
    part(3, "Slips where it is listed", list((card.errata ?? []).map(slip))),
    part(3, "Said of or by this work", claimList(data, key, card.claims ?? [])),
    saidIn(data, evidenceFor(data, card)),
  ];
}

/** The claims and citations of a card. */
function evidenceFor(data, { claims = [], citations = [] }) {
  return [...claims.map(data.claim), ...citations.map((at) => data.block("citations")[at])];
}

/** What kind of thing it is, and what that means. */
function kindOf(data, key) {
  const { kind } = data.node(key);
  const { definition } = data.kind(kind);
  return el("p", { class: "kind" }, [
    swatch(data, kind),
    ` ${kind}`,
    definition && el("span", { class: "muted" }, `: ${definition}`),
  ]);
}

function claimsByFamily(data, key, claims) {
  return data.graph.families.map((family) => {
    const own = claims.filter((at) => data.edgeOfClaim(at).family === family.key);
    return part(3, family.heading ?? family.label, claimList(data, key, own));
  });
}

/** Claims as a list: what several passages say alike stands there once, with all of them. */
function claimList(data, key, claims) {
  const edges = [...new Set(claims.map(data.edgeOfClaim))];
  return list(
    edges.map((edge) => withPlaces(data, edge, key)),
    { class: "claims" },
  );
}

function inferences(data, inferred = []) {
  return list(
    inferred.map(({ sentence: said, basis }) => {
      const claims = basis.map((id) => claimById(data, id)).filter(Boolean);
      if (!claims.length) return said;
      const from = claims.map(({ claim, edge }) => [
        sentence(data, edge),
        ` (${[placeOf(data, claim), ...marksOf(claim)].join(", ")})`,
      ]);
      return [said, el("div", { class: "evidence" }, ["from: ", ...between(from, "; ")])];
    }),
  );
}

/** A claim by its id: it names its subject, and so needs no search through all of them. */
function claimById(data, id) {
  const [, , ...said] = id.split("/");
  const about = said.join("/").split(".")[0];
  if (!data.has(about)) return null;
  for (const edge of data.edgesOf(about)) {
    for (const at of edge.claims ?? []) {
      if (data.claim(at).id === id) return { claim: data.claim(at), edge };
    }
  }
  return null;
}

function authored(data, source) {
  const [key, claims] = [source].flat();
  const counted = claims === undefined ? "" : `, with ${many(claims, "claim")}`;
  return el("p", {}, `Author of the source ${sourceName(data, key)}${counted}.`);
}

function slip({ at, reads, means, support, note }) {
  return `${at}: “${reads}” for “${means}”, ${support}${note ? ` (${note})` : ""}`;
}

/** Where one can go from a thing. */
function furtherWays(key) {
  const whole = { at: "", claims: [], open: [], shut: [], all: false };
  return el(
    "nav",
    { class: "further", "aria-label": "From here" },
    list([
      way({ ...whole, at: key, from: [key], show: "map", ends: [] }, "Begin the map here", {
        "data-key": "begin",
      }),
      way({ ...whole, show: "path", ends: [key] }, "Connect it with something else", {
        "data-key": "join",
      }),
      way({ ...whole, show: "compare", ends: [key] }, "Compare it with something else", {
        "data-key": "beside",
      }),
    ]),
  );
}

function anyOf(values) {
  return (values?.length ?? 0) > 0;
}

function year(date) {
  return (date ?? "").slice(0, 4);
}
