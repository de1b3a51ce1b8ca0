// The claims of a view as Turtle, with the names that `relatum export` gives.

import { evidenceOf } from "./evidence.js";

const BASE = "https://w3id.org/relatum/";
const SPACES = {
  rlt: `${BASE}schema#`,
  oa: "http://www.w3.org/ns/oa#",
  prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  foaf: "http://xmlns.com/foaf/0.1/",
  dcterms: "http://purl.org/dc/terms/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const FOLDERS = { theorist: "person", work: "work" };

/**
 * The claims of a view with their evidence, the triples that they make, and what the things are
 * called. Who is cited for what is left out: it is no claim, and the page knows only a part of it.
 * @param {object} data the page's data.
 * @param {{nodes: string[], edges: string[]}} view what is shown.
 */
export function asTurtle(data, view) {
  const triples = new Map();
  const add = (subject, predicate, object) => {
    if (!triples.has(subject)) triples.set(subject, new Set());
    triples.get(subject).add(`${predicate} ${object}`);
  };
  const edges = view.edges.map(data.edge).filter((edge) => edge.claims?.length);
  const things = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  for (const key of things) addThing(data, add, key);
  for (const edge of edges) {
    for (const claim of evidenceOf(data, edge)) addClaim(data, add, claim);
  }
  const prefixes = Object.entries(SPACES).map(([name, space]) => `@prefix ${name}: <${space}> .`);
  const written = [...triples].map(([subject, said]) => `${subject} ${[...said].join(" ;\n  ")} .`);
  const licence = `# ${data.graph.licence.replaceAll(/\s+/g, " ")}`;
  return `${[licence, ...prefixes, "", ...written].join("\n")}\n`;
}

function addThing(data, add, key) {
  const iri = iriOf(data, key);
  const { kind } = data.node(key);
  if (kind === "work")
    return add(iri, "dcterms:bibliographicCitation", plainText(data.thing(key).reference));
  if (kind === "theorist") return add(iri, "foaf:name", plainText(data.label(key)));
  add(iri, "skos:prefLabel", inEnglish(data.label(key)));
  return (
    data.thing(key).definition && add(iri, "skos:definition", inEnglish(data.thing(key).definition))
  );
}

function addClaim(data, add, claim) {
  const iri = resource(`claim/${claim.id}`);
  const [subject, object] = [claim.subject, claim.object].map((key) => iriOf(data, key));
  const relation = `<${data.graph.relations[claim.relation].iri}>`;
  const source = `source/${encoded(claim.source)}`;
  const sentence = `source/${claim.source}#p${claim.paragraph}s${claim.sentence}`;
  const phrase = `${sentence}/${encodedWords(claim.quote)}`;
  add(iri, "a", "rlt:Claim");
  add(iri, "rdf:subject", subject);
  add(iri, "rdf:predicate", relation);
  add(iri, "rdf:object", object);
  add(iri, "rlt:linkingPhrase", inEnglish(claim.phrase));
  add(iri, "rlt:statement", inEnglish(claim.statement));
  add(iri, "rlt:certainty", `rlt:${claim.certainty[0].toUpperCase()}${claim.certainty.slice(1)}`);
  add(iri, "rlt:inSentence", resource(sentence));
  add(iri, "prov:wasQuotedFrom", resource(phrase));
  if (claim.note) add(iri, "skos:editorialNote", inEnglish(claim.note));
  for (const work of claim.works) {
    add(iri, "rlt:restsOn", resource(`${sentence}/cites/${encoded(work)}`));
  }
  // A denied claim is recorded but never stands as a plain triple.
  if (claim.negated) add(iri, "rlt:negated", "true");
  else add(subject, relation, object);
  add(resource(sentence), "a", "rlt:Sentence");
  add(resource(sentence), "rlt:sentenceOf", resource(source));
  add(resource(sentence), "rlt:paragraph", claim.paragraph);
  add(resource(sentence), "rlt:sentence", claim.sentence);
  add(resource(phrase), "a", "rlt:KeyPhrase");
  add(resource(phrase), "rlt:inSentence", resource(sentence));
  add(resource(phrase), "oa:hasSelector", resource(`${phrase}/selector`));
  add(resource(`${phrase}/selector`), "a", "oa:TextQuoteSelector");
  add(resource(`${phrase}/selector`), "oa:exact", plainText(claim.quote));
}

function iriOf(data, key) {
  return resource(`${FOLDERS[data.node(key).kind] ?? "concept"}/${encoded(key)}`);
}

function resource(path) {
  return `<${BASE}${path.replaceAll(/[\u0000-\u0020<>"{}|^`\\]/g, percent)}>`;
}

/** A key as a part of an IRI, as Python's urllib quotes it. */
function encoded(key) {
  return encodeURIComponent(key.toWellFormed()).replaceAll(/[!'()*]/g, percent);
}

/** The words of a key phrase as a part of an IRI. */
function encodedWords(quote) {
  const found =
    quote
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return encodeURIComponent(found.join("-").toWellFormed());
}

function percent(sign) {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function inEnglish(words) {
  return `${plainText(words)}@en`;
}

function plainText(words) {
  return JSON.stringify(words.toWellFormed());
}
