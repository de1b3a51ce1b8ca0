// What the explorer's modules answer without a browser.
// node explore.mjs MODULES BLOCKS < QUESTIONS
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const module = (name) => import(pathToFileURL(resolve(folder, name)));
const { openData } = await module("data.js");
const { chainsBetween } = await module("ways.js");
const { comparison } = await module("comparing.js");
const { indexOf, lettersOff, pieces } = await module("finding.js");
const { asCitations, asCsv } = await module("saving.js");
const { asTurtle } = await module("turtle.js");
const { evidenceOf } = await module("evidence.js");

const blocks = JSON.parse(readFileSync(file, "utf8"));
const data = openData((name) => JSON.stringify(blocks[name]));
const find = indexOf(data);
const claims = (edge) => evidenceOf(data, edge).map(({ id, statement }) => id ?? statement);
const places = (edges) => edges.flatMap((edge) =>
  evidenceOf(data, edge).map((one) => [edge.from, edge.to, one.paragraph, one.sentence]));
const timed = (act) => {
  const times = Array.from({ length: 15 }, () => {
    const begun = performance.now();
    act();
    return performance.now() - begun;
  });
  return times.sort((one, other) => one - other)[7];
};
const answers = {
  chains: (start, end) => chainsBetween(data, start, end),
  compare: (...keys) => {
    const { direct, shared, alone } = comparison(data, keys);
    return {
      direct: places(direct),
      shared: shared.map(({ key, edges }) => [key, places(edges)]),
      alone: alone.map(({ key, edges }) => [key, places(edges)]),
    };
  },
  search: (typed) => find(typed),
  off: (one, other) => lettersOff(one, other),
  pieces: (text, words) => pieces(text, words),
  csv: (view) => asCsv(data, view),
  citations: (view) => asCitations(data, view),
  turtle: (view) => asTurtle(data, view),
  claims: (id) => claims(data.edge(id)),
  time: (name, ...words) => timed(() => answers[name](...words)),
};
const questions = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(questions.map(([name, ...words]) => answers[name](...words))));
