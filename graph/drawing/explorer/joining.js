// Two things: the chains that join them, or the two side by side.

import { comparison } from "./comparing.js";
import { button, el, fill, list, part, thingLink } from "./elements.js";
import { evidenceOf, many } from "./evidence.js";
import { subject } from "./panel.js";
import { Finder } from "./search.js";
import { references, saidIn, stepFrom, withPlaces } from "./sentences.js";
import { go } from "./state.js";

const ASKED = {
  path: {
    title: "Connect two",
    told: "How the two are joined",
    about: "Choose two concepts, people or works to see how the sources join them.",
    ends: ["From", "To"],
    answer: chainWords,
  },
  compare: {
    title: "Compare two",
    told: "The two side by side",
    about: "Choose two concepts, people or works to see what they share and what each has alone.",
    ends: ["One", "The other"],
    answer: comparisonWords,
  },
};

/**
 * Shows two boxes for names, and below them how the two things are joined or compared.
 * @param {HTMLElement} container where it goes.
 * @param {object} data the page's data.
 * @param {object} state what the address says: `path` or `compare`, and the two ends.
 * @param {{keys: string[], edges: string[]}[]} chains the chains that join them.
 */
export function showJoining(container, data, state, chains) {
  const { title, told, about, ends, answer } = ASKED[state.show];
  const form = `${state.show} ${Boolean(state.tour)}`;
  if (container.dataset.form !== form) {
    container.dataset.form = form;
    // A tour has chosen already.
    const asked = state.tour ? [] : [el("p", {}, about), nameBoxes(data, state, ends)];
    container.replaceChildren(subject(state.tour ? told : title), ...asked, el("div", { class: "answer" }));
  }
  const boxes = [...container.querySelectorAll(".ends input")];
  boxes.forEach((box, at) => {
    const words = state.ends[at] ? data.label(state.ends[at]) : "";
    if (box !== document.activeElement || words) box.value = words;
    box.dataset.chosen = state.ends[at] ?? "";
  });
  const both = state.ends.length === 2;
  const shown = { chains, chosen: state.chain };
  fill(container.querySelector(".answer"), both ? answer(data, state.ends, shown) : []);
}

function nameBoxes(data, { show }, labels) {
  const boxes = labels.map(
    (label, at) =>
      new Finder(data, { id: `end-${at + 1}`, label, choose: (key) => chosen(at, key) }),
  );
  const made = el(
    "div",
    { class: "ends" },
    boxes.map((box) => box.element),
  );
  const inputs = [...made.querySelectorAll("input")];
  const chosen = (at, key) => {
    inputs[at].dataset.chosen = key;
    const ends = inputs.map((input) => input.dataset.chosen ?? "");
    if (ends[0]) go({ show, ends: ends.filter(Boolean), at: "", claims: [] });
    const open = ends.findIndex((end) => !end);
    if (open >= 0) boxes[open].focus();
  };
  return made;
}

/** A button that lets a chain stand out in the picture. */
function lights(chain, lit) {
  const state = { "aria-pressed": String(chain === lit), "data-key": `chain-${chain}` };
  const words = ["Show in the picture", el("span", { class: "unseen" }, `, chain ${chain}`)];
  return el("p", {}, button(words, () => go({ chain }), state));
}

function chainWords(data, [start, end], { chains, chosen }) {
  const lit = chosen <= chains.length ? chosen : 1;
  if (start === end) return el("p", {}, "Both are the same; choose another.");
  const names = `${data.label(start)} and ${data.label(end)}`;
  if (!chains.length) return el("p", {}, `No chain of at most eight steps joins ${names}.`);
  return [
    el(
      "p",
      { role: "status" },
      `${many(chains.length, "chain")} between ${names}. Fewer steps come first, and what is ` +
        "stated before what is hedged, and that before what is inferred; relations that say " +
        "little come later.",
    ),
    ...chains.map((chain, at) =>
      el("section", {}, [
        el("h3", {}, `Chain ${at + 1}: ${many(chain.edges.length, "step")}`),
        chains.length > 1 && lights(at + 1, lit),
        list(
          chain.edges.map((id, step) => stepFrom(data, data.edge(id), chain.keys[step])),
          { class: "claims" },
          "ol",
        ),
      ]),
    ),
    worksOf(
      data,
      chains.flatMap((chain) => chain.edges.map(data.edge)),
    ),
  ];
}

function comparisonWords(data, ends) {
  if (ends[0] === ends[1]) return el("p", {}, "Both are the same; choose another.");
  const { direct, shared, alone } = comparison(data, ends);
  const names = ends.map(data.label).join(" and ");
  const besides = direct.length ? " besides each other" : "";
  const said = (edges) =>
    list(
      edges.map((edge) => withPlaces(data, edge)),
      { class: "claims" },
    );
  const all = [
    ...direct,
    ...shared.flatMap((one) => one.edges),
    ...alone.flatMap((one) => one.edges),
  ];
  return [
    el(
      "p",
      { role: "status" },
      shared.length
        ? `${many(shared.length, "thing")} that both ${names} are tied to.`
        : `There is nothing that both ${names} are tied to${besides}.`,
    ),
    ...ends.map((key) =>
      el("p", {}, [el("strong", {}, thingLink(data, key)), ": ", aboutOf(data, key)]),
    ),
    part(3, "Said of both at once", said(direct) ?? el("p", {}, "Nothing.")),
    part(
      3,
      "What both are tied to",
      shared.map(({ key, edges }) =>
        el("section", {}, [el("h4", {}, thingLink(data, key)), said(edges)]),
      ),
    ),
    ...alone.map(({ key, edges }) =>
      part(3, `What ${data.label(key)} has alone`, said(edges) ?? el("p", {}, "Nothing.")),
    ),
    worksOf(data, all),
  ];
}

function aboutOf(data, key) {
  const { definition, description, reference } = data.thing(key);
  return definition ?? reference ?? description ?? "";
}

/** Whose sentences these are, and what they cite. */
function worksOf(data, edges) {
  const evidence = edges.flatMap((edge) => evidenceOf(data, edge));
  const works = evidence.flatMap((one) => one.works);
  return [saidIn(data, evidence), references(data, works)];
}
