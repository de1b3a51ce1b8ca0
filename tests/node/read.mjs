// What a program that is not ours reads in a file: nodes with labels, lines with labels.
// node read.mjs FORMAT FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

async function mermaid(text) {
  const { JSDOM } = require("jsdom");
  globalThis.window = new JSDOM("<!doctype html><body></body>").window;
  globalThis.document = window.document;
  const { default: program } = await import("mermaid");
  program.initialize({ startOnLoad: false });
  await program.parse(text);
  const { db } = await program.mermaidAPI.getDiagramFromText(text);
  // Mermaid keeps its #35; escapes until it draws, in signs of its own.
  const shown = (label) =>
    (label ?? "").replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(code));
  return {
    title: db.getDiagramTitle(),
    nodes: [...db.getVertices().values()].map(({ id, text }) => ({ id, label: shown(text) })),
    lines: db.getEdges().map(({ start, end, text }) => ({ start, end, label: shown(text) })),
  };
}

function drawn(graph) {
  return {
    nodes: graph.mapNodes((id, data) => ({ id, ...data })),
    lines: graph.mapEdges((id, data, start, end) => ({ start, end, ...data })),
  };
}

function gexf(text) {
  const { MultiDirectedGraph } = require("graphology");
  return drawn(require("graphology-gexf").parse(MultiDirectedGraph, text));
}

function graphml(text) {
  const { MultiDirectedGraph } = require("graphology");
  return drawn(require("graphology-graphml").parse(MultiDirectedGraph, text));
}

function cyjs(text) {
  const cy = require("cytoscape")({ headless: true, layout: { name: "preset" }, ...JSON.parse(text) });
  return {
    nodes: cy.nodes().map((node) => ({ id: node.id(), label: node.data("name"), ...node.position() })),
    lines: cy.edges().map((edge) => ({
      start: edge.source().id(), end: edge.target().id(), label: edge.data("name"),
    })),
  };
}

function opml(text) {
  return new Promise((resolve, reject) =>
    require("opml").parse(text, (error, outline) => (error ? reject(error) : resolve(outline.opml))));
}

const [format, ...files] = process.argv.slice(2);
const readers = { mermaid, gexf, graphml, cyjs, opml };
const read = [];
for (const file of files) read.push(await readers[format](readFileSync(file, "utf8")));
process.stdout.write(JSON.stringify(read));
