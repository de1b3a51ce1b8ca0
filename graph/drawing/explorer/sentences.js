// Propositions as sentences, and where each is said, as elements of the page.

import { copyButton } from "./copying.js";
import { between, el, list, part, thingLink, way } from "./elements.js";
import { MADE, citedAs, evidenceOf, inWords, marksOf, placeOf } from "./evidence.js";
import { sourceName, workOf } from "./evidence.js";

/**
 * A proposition as a sentence: both ends lead to what they name, the words between to where it is
 * said.
 * @param {object} data the page's data.
 * @param {object} edge the proposition.
 * @param {string} self the key of what the words are about, which needs no link.
 */
export function sentence(data, edge, self = "") {
  const end = (key) => (key === self ? el("strong", {}, data.label(key)) : thingLink(data, key));
  const phrase = way({ claims: [edge.id] }, edge.phrase, { class: "phrase", "data-key": edge.id });
  return el("span", { class: "sentence" }, [end(edge.from), " ", phrase, " ", end(edge.to)]);
}

/** A proposition with every place where it is said, each on a line. */
export function withPlaces(data, edge, self = "") {
  return [sentence(data, edge, self), ...placesOf(data, edge)];
}

/** A proposition as a step that comes from one of its ends; one taken from its far end says so. */
export function stepFrom(data, edge, key) {
  if (edge.from === key) return withPlaces(data, edge);
  const inverse = data.graph.relations[edge.relation]?.inverse;
  const mark = el("span", { class: "mark" }, `read backwards${inverse ? `: ${inverse}` : ""}`);
  return [sentence(data, edge), " ", mark, ...placesOf(data, edge)];
}

/** The places of a proposition; a note that stands at several is said once. */
export function placesOf(data, edge) {
  const noted = new Set();
  return evidenceOf(data, edge).map((one) => {
    const fresh = one.note && !noted.has(one.note);
    noted.add(one.note);
    return el("div", { class: "evidence" }, [
      between(passage(data, edge, one), "; "),
      fresh && el("p", { class: "note" }, `Note: ${one.note}`),
    ]);
  });
}

/** What was said, where, and how: key phrase, place, certainty, and the works that it rests on. */
function passage(data, edge, one) {
  const isCitation = one.page !== undefined;
  const page = one.page ? `, p. ${one.page} of it` : "";
  const marks = marksOf(one).map((mark) => el("span", { class: `mark ${mark}` }, mark));
  const cites = one.works
    .filter((key) => key !== edge.from && key !== edge.to)
    .map((key) => thingOrName(data, key, citedAs(data, key, one.page)));
  return [
    [
      isCitation && `${one.statement}, `,
      one.quote && [keyPhrase(one.quote), ", "],
      placeOf(data, one),
      !cites.length && page,
    ],
    ...marks,
    ...(cites.length ? [["cites ", ...between(cites, ", ")]] : []),
  ];
}

/** All that stands behind a proposition, a claim at a time. */
export function inFull(data, edge) {
  return evidenceOf(data, edge).map((one) =>
    el("article", { class: "claim" }, [
      el("p", { class: "statement" }, one.statement),
      el("dl", {}, [
        one.quote && entry("Key phrase", keyPhrase(one.quote)),
        entry("Place", placeOf(data, one)),
        entry("Source", referenceOf(data, one.source)),
        entry(
          "How it is said",
          one.negated ? `denied; ${MADE[one.certainty]}` : MADE[one.certainty],
        ),
        one.theorists.length > 0 && entry("People", between(named(data, one.theorists), ", ")),
        one.works.length > 0 && entry("Works cited", list(one.works.map((key) => apa(data, key)))),
        one.note && entry("Note", one.note),
      ]),
      el(
        "p",
        { class: "acts" },
        copyButton("Copy citation", () => citationOf(data, edge, one), one.id),
      ),
    ]),
  );
}

/** A proposition as it is cited: what is said, in whose words, and where. */
function citationOf(data, edge, one) {
  const [first, ...rest] = inWords(data, edge);
  const quote = one.quote ? `: “${one.quote}”` : "";
  const place = placeOf(data, one);
  const said = `${first.toUpperCase()}${rest.join("")}${quote}`;
  return `${said} (${place}). ${referenceOf(data, one.source)}`;
}

/** A work as a reference list prints it, leading to the work. */
export function apa(data, key) {
  return thingOrName(data, key, workOf(data, key).reference);
}

/** The references of some works, each with a button that copies it. */
export function references(data, keys, level = 3) {
  const works = [...new Set(keys)].sort((one, other) =>
    workOf(data, one).reference.localeCompare(workOf(data, other).reference),
  );
  const items = works.map((key) => [
    apa(data, key),
    " ",
    copyButton("Copy citation", () => workOf(data, key).reference, key),
  ]);
  return part(level, "References", list(items, { class: "references" }));
}

/**
 * Whose sentences claims and citations stand in: the sources, each with a button that copies it.
 * @param {object} data the page's data.
 * @param {{source: string}[]} evidence the claims and citations.
 */
export function saidIn(data, evidence, level = 3) {
  const keys = [...new Set(evidence.map(({ source }) => source))];
  const items = keys.map((key) => [
    referenceOf(data, key),
    " ",
    copyButton("Copy citation", () => referenceOf(data, key), `source-${key}`),
  ]);
  return part(level, "Who says so", list(items, { class: "references" }));
}

/** What works are cited for, and where: a list. */
export function citationList(data, numbers, { about = "" } = {}) {
  const block = data.block("citations");
  const items = numbers
    .map((at) => block[at])
    .map((one) => {
      const concepts = one.concepts.filter((key) => key !== about);
      return [
        thingOrName(data, one.work, citedAs(data, one.work, one.page)),
        `: ${one.purpose}, `,
        placeOf(data, one),
        concepts.length > 0 && ["; for ", between(named(data, concepts), ", ")],
        one.note && el("p", { class: "note" }, `Note: ${one.note}`),
      ];
    });
  return list(items, { class: "cited" });
}

/** Things by their names, as links. */
export function named(data, keys) {
  return keys.map((key) => thingOrName(data, key, data.has(key) ? data.label(key) : key));
}

/** A word of a description list with what is said of it. */
export function entry(term, said) {
  return [el("dt", {}, term), el("dd", {}, said)];
}

function thingOrName(data, key, words) {
  return data.has(key) ? thingLink(data, key, words) : words;
}

function keyPhrase(words) {
  return el("span", { class: "quote" }, `“${words}”`);
}

function referenceOf(data, key) {
  const source = data.graph.sources.find((one) => one.key === key);
  return source?.reference ?? sourceName(data, key);
}
