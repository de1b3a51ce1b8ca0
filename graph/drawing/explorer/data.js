// The page's data: blocks of JSON, each read when it is first needed (docs/explorer.md).

/**
 * Opens the data of a page.
 * @param {(name: string) => string} read gives the text of a block by its name.
 */
export function openData(read) {
  const blocks = new Map();
  const block = (name) => {
    if (!blocks.has(name)) blocks.set(name, JSON.parse(read(name)));
    return blocks.get(name);
  };
  const graph = block("graph");
  const places = new Map(graph.nodes.map((node, at) => [node.id, at]));
  const edges = new Map(graph.edges.map((edge) => [edge.id, edge]));
  const joined = new Map(graph.nodes.map((node) => [node.id, []]));
  const ofClaim = new Map();
  for (const edge of graph.edges) {
    edge.family = graph.relations[edge.relation]?.family ?? "";
    joined.get(edge.from).push(edge);
    if (edge.to !== edge.from) joined.get(edge.to).push(edge);
    for (const at of edge.claims ?? []) ofClaim.set(at, edge);
  }
  const kinds = new Map(graph.kinds.map((kind) => [kind.name, kind]));
  const { things, claims } = graph.blockSize;

  return {
    graph,
    block,
    /** Whether something goes by a key. */
    has: (key) => places.has(key),
    /** A concept, theorist or work as the picture needs it. */
    node: (key) => graph.nodes[places.get(key)],
    /** Its label. */
    label: (key) => graph.nodes[places.get(key)].label,
    /** All that is said of it. */
    thing: (key) => block(`things-${Math.floor(places.get(key) / things)}`)[key],
    /** What it is tied to, the one that tells most first. */
    near: (key) => (graph.nodes[places.get(key)].near ?? []).map((at) => graph.nodes[at].id),
    /** A proposition by its id. */
    edge: (id) => edges.get(id),
    /** The propositions that begin or end at a thing. */
    edgesOf: (key) => joined.get(key) ?? [],
    /** A claim by its number, with all its evidence; what it shares with others its edge has. */
    claim: (at) => {
      const own = block(`claims-${Math.floor(at / claims)}`)[at % claims];
      const { from, to, relation, phrase, certainty, negated = false } = edges.get(own.edge);
      const shared = { subject: from, relation, object: to, phrase, certainty, negated };
      return { note: "", works: [], theorists: [], ...shared, ...own };
    },
    /** The proposition that a claim is part of, by the claim's number. */
    edgeOfClaim: (at) => ofClaim.get(at),
    /** How a kind looks and what it is. */
    kind: (name) => kinds.get(name) ?? { name, ...graph.other },
    /** Whether a thing is a person or a work, and so no idea of the theory. */
    isCompany: (key) => ["theorist", "work"].includes(graph.nodes[places.get(key)].kind),
  };
}
