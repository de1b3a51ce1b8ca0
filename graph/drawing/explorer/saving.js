// What is seen, to keep: claims as a table or as RDF, and citations as text.

import { evidenceOf, inWords, placeOf, workOf } from "./evidence.js";

const COLUMNS = [
  "subject",
  "linking phrase",
  "object",
  "statement",
  "certainty",
  "source",
  "paragraph",
  "sentence",
  "key phrase",
];
/** What a spreadsheet takes for the beginning of a formula, in any width. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** What no file of plain text can hold. */
const UNPRINTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/**
 * The propositions of a view as a table (RFC 4180), a claim a row, as `relatum map -o x.csv`
 * writes them: it begins as Excel needs it to know UTF-8, and no cell is taken for a formula.
 * @param {object} data the page's data.
 * @param {{edges: string[]}} view what is shown.
 */
export function asCsv(data, view) {
  const rows = view.edges
    .map(data.edge)
    .flatMap((edge) =>
      evidenceOf(data, edge).map((one) => [
        data.label(edge.from),
        edge.phrase,
        data.label(edge.to),
        one.statement,
        one.certainty,
        one.source,
        one.paragraph,
        one.sentence,
        one.quote,
      ]),
    );
  return `\ufeff${[COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function cell(value) {
  const words = String(value ?? "")
    .toWellFormed()
    .replace(UNPRINTED, " ");
  const safe = FORMULA.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The citations of a view as text: each proposition with its key phrases and places, and then
 * the works.
 * @param {object} data the page's data.
 * @param {{edges: string[]}} view what is shown.
 */
export function asCitations(data, view) {
  const works = new Set();
  const said = view.edges.map(data.edge).map((edge) => {
    const places = evidenceOf(data, edge).map((one) => {
      for (const key of one.works) works.add(workOf(data, key).reference);
      return `${one.quote ? `“${one.quote}”, ` : ""}${placeOf(data, one)}`;
    });
    return `${inWords(data, edge)} (${places.join("; ")}).`;
  });
  const sources = data.graph.sources.map((source) => source.reference);
  const listed = [...new Set([...sources, ...works])].sort((one, other) =>
    one.localeCompare(other),
  );
  return `${[...said, "", "References", "", ...listed].join("\n")}\n`;
}

/** Gives a file to the reader. */
export function save(name, type, content) {
  const parts =
    typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const address = URL.createObjectURL(parts);
  const way = document.createElement("a");
  way.href = address;
  way.download = name;
  document.body.append(way);
  way.click();
  way.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
