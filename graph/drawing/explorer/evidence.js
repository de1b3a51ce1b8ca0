// Where something is said: the claims and citations behind a proposition, their places in words.

/** How a claim is made, in words. */
export const MADE = {
  stated: "stated",
  hedged: "hedged: said with a reservation, such as “often” or “may”",
  inferred: "inferred: not said outright, concluded by the curator",
};

/**
 * Every claim behind a proposition; where it is a citation, every citation.
 * @param {object} data the page's data.
 * @param {object} edge a proposition.
 * @returns {{statement: string, certainty: string, negated: boolean, source: string,
 *   paragraph: number, sentence: number, quote: string, note: string, works: string[],
 *   theorists: string[], id?: string, page?: string, at?: number}[]} `at` is a claim's number.
 */
export function evidenceOf(data, edge) {
  if (edge.claims?.length) return edge.claims.map((at) => ({ ...data.claim(at), at }));
  const wrote = data.node(edge.to).kind === "work";
  const citations = (data.thing(wrote ? edge.to : edge.from).citations ?? []).map(
    (at) => data.block("citations")[at],
  );
  const about = wrote ? citations : citations.filter(({ concepts }) => concepts.includes(edge.to));
  return about.map((citation) => ({ ...asEvidence(citation), page: citation.page }));
}

function asEvidence({ work, source, paragraph, sentence, purpose, theorists, quote, note }) {
  const place = { source, paragraph, sentence };
  const said = { statement: purpose, quote: quote ?? "", note: note ?? "" };
  return { ...place, ...said, certainty: "stated", negated: false, works: [work], theorists };
}

/** A proposition in one line of text. */
export function inWords(data, edge) {
  return `${data.label(edge.from)} ${edge.phrase} ${data.label(edge.to)}`;
}

/** Where something is said, in words; with the source where there are several. */
export function placeOf(data, { source, paragraph, sentence }) {
  const place = `paragraph ${paragraph}, sentence ${sentence}`;
  return data.graph.sources.length > 1 ? `${sourceName(data, source)}, ${place}` : place;
}

/** A source as it is cited in running text. */
export function sourceName(data, key) {
  return data.graph.sources.find((source) => source.key === key)?.inText || key;
}

/** What is not plain about how a claim is made: hedged, inferred, denied. */
export function marksOf({ certainty, negated }) {
  return [certainty === "stated" ? "" : certainty, negated ? "denied" : ""].filter(Boolean);
}

/** A work as it is cited in running text, with the page where there is one. */
export function citedAs(data, key, page) {
  const { inText } = workOf(data, key);
  return page ? `${inText.replace(/\)$/, "")}, p. ${page})` : inText;
}

/** The record of a work, as short as the page needs it. */
export function workOf(data, key) {
  const known = data.has(key) ? data.label(key) : key;
  return data.block("works")[key] ?? { reference: known, inText: known, theorists: [] };
}

/** A count with its noun. */
export function many(count, noun, nouns = `${noun}s`) {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** How many concepts, people and works some things are, in words. */
export function counted(data, keys) {
  const kinds = keys.map((key) => data.node(key).kind);
  const of = (kind) => kinds.filter((one) => one === kind).length;
  const [people, works] = [of("theorist"), of("work")];
  const concepts = keys.length - people - works;
  return inLine([
    concepts > 0 && many(concepts, "concept"),
    people > 0 && many(people, "person", "people"),
    works > 0 && many(works, "work"),
  ]);
}

/** How many claims some propositions stand for, of how many, and how many ties beside claims. */
export function claimsIn(data, ids, all = 0) {
  const edges = ids.map(data.edge);
  const claims = edges.reduce((sum, edge) => sum + (edge.claims?.length ?? 0), 0);
  const others = edges.filter((edge) => !edge.claims?.length).length;
  return inLine([
    (claims > 0 || !others) && (all ? `${claims} of the ${many(all, "claim")}` : many(claims, "claim")),
    others > 0 && `${many(others, "arrow")} for who is cited or wrote what`,
  ]);
}

function inLine(words) {
  const said = words.filter(Boolean);
  return said.length < 2 ? (said[0] ?? "nothing") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
}
