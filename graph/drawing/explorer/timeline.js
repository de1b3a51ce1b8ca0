// The works in time: a list that is also an axis, with more room the more years lie between two.

import { between, el, fill, part, thingLink } from "./elements.js";
import { placeOf, workOf } from "./evidence.js";

/** How far a year is from the next in rem at most, and how long the whole axis is at most. */
const A_YEAR = 0.4;
const WHOLE = 48;

/**
 * Shows the works in the order of their years.
 * @param {HTMLElement} container where they go.
 * @param {object} data the page's data.
 * @param {object} state what the address says.
 */
export function showTimeline(container, data, state) {
  const cited = data.block("timeline").filter((one) => isWanted(data, one, state));
  const years = cited.map(({ year }) => Number(year)).filter(Number.isFinite);
  const span = Math.max(...years, 0) - Math.min(...years, Infinity);
  const scale = Math.min(A_YEAR, WHOLE / Math.max(span, 1));
  const items = cited.map((one, at) => {
    const item = el(
      "li",
      { "data-work": one.work },
      entryOf(data, one, state, cited[at - 1]?.year),
    );
    const gap = at ? Number(one.year) - Number(cited[at - 1].year) : 0;
    // The distance above an item, which the line of the axis crosses as well.
    item.style.setProperty("--since", `${(Math.max(gap, 0) * scale).toFixed(2)}rem`);
    return item;
  });
  delete container.dataset.holds;
  fill(
    container,
    part(
      2,
      "Works in time",
      items.length
        ? el("ol", { class: "timeline" }, items)
        : el("p", {}, "No work passes the filters."),
    ),
  );
}

function isWanted(data, { work, purposes }, { off, theorist }) {
  const theirs = !theorist || workOf(data, work).theorists.includes(theorist);
  const read = !purposes.length || purposes.some(({ source }) => !off.source.includes(source));
  return theirs && read;
}

function entryOf(data, { work, year, people, purposes }, { off }, before) {
  const { reference, inText, theorists } = workOf(data, work);
  const known = theorists.filter(data.has);
  const said = purposes.filter(({ source }) => !off.source.includes(source));
  return [
    el("span", { class: year === before ? "year again" : "year" }, year),
    el("div", {}, [
      el("h3", {}, data.has(work) ? thingLink(data, work, inText) : inText),
      el(
        "p",
        { class: "people" },
        between(
          people.map((name) => person(data, known, name)),
          "; ",
        ),
      ),
      el("p", { class: "reference" }, reference),
      said.length > 0 &&
        el(
          "ul",
          {},
          said.map((one) => el("li", {}, `cited for ${one.text}, ${placeAt(data, one)}`)),
        ),
    ]),
  ];
}

/** A person with their dates, as a link where the graph has a card of them. */
function person(data, known, name) {
  const key = known.find((one) => name.startsWith(data.label(one)));
  return key ? [thingLink(data, key), name.slice(data.label(key).length)] : name;
}

function placeAt(data, { source, at }) {
  const [paragraph, sentence] = at.split(".");
  return placeOf(data, { source, paragraph, sentence });
}
