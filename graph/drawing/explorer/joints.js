// Linking phrases as they are drawn: what one thing says with the same words is drawn once.

/**
 * The linking phrases of a picture, each with the propositions that it stands for.
 * @param {object} data the page's data.
 * @param {string[]} edges the ids of the propositions.
 * @param {(edge: object) => string} apart what keeps phrases apart that are worded alike.
 * @returns {{phrase: string, subject: string, edges: object[]}[]}
 */
export function jointsOf(data, edges, apart = () => "") {
  const joints = new Map();
  for (const edge of edges.map(data.edge)) {
    if (edge.from === edge.to) continue;
    const key = JSON.stringify([edge.from, edge.phrase, apart(edge)]);
    if (!joints.has(key)) joints.set(key, { phrase: edge.phrase, subject: edge.from, edges: [] });
    joints.get(key).edges.push(edge);
  }
  return [...joints.values()];
}

/** How the surest of some propositions is made. */
export function surest(edges) {
  const made = new Set(edges.map((edge) => edge.certainty));
  return ["stated", "hedged", "inferred"].find((grade) => made.has(grade)) ?? "stated";
}
