// The tools above the picture: layout, size, everything, the list, and what can be saved.

import { button, el } from "./elements.js";
import { menuOf } from "./menu.js";
import { asCitations, asCsv, save } from "./saving.js";
import { go, now } from "./state.js";
import { asPng, asSvg } from "./svg.js";
import { asTurtle } from "./turtle.js";

const LAYOUTS = { map: "concept map", network: "network", theorists: "by theorist" };

/**
 * Makes the tools of the picture.
 * @returns {{show: (state: object, view: object) => void}} shows them as they are now.
 */
export function openTools(container, data, picture, context) {
  let view = null;
  const layout = el("select", { id: "layout" }, Object.entries(LAYOUTS).map(([value, name]) =>
    el("option", { value }, name)));
  layout.addEventListener("change", () => go({ layout: layout.value }));
  const all = button("Show all", () => go({ all: !now().all }));
  const list = button("List", () => go({ beside: now().beside === "list" ? "picture" : "list" }));
  const begin = button("Start again", () => go({ from: [], open: [], shut: [], all: false, at: "",
    claims: [], show: "map", ends: [], tour: "" }));
  const name = () => view.title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "map";
  const drawn = () => asSvg(data, picture.scene(), context);
  const asPicture = [
    button("Picture (SVG)", () => save(`${name()}.svg`, "image/svg+xml", drawn().svg)),
    button("Picture (PNG)", async () => save(`${name()}.png`, "image/png", await asPng(drawn()))),
  ];
  const saving = menuOf("Save", [
    ...asPicture,
    button("Claims (CSV)", () => save(`${name()}.csv`, "text/csv", asCsv(data, view))),
    button("Claims (Turtle)", () => save(`${name()}.ttl`, "text/turtle", asTurtle(data, view))),
    button("Citations (text)", () => save(`${name()}.txt`, "text/plain", asCitations(data, view))),
    button("Print", () => print()),
  ]);
  const onPicture = el("span", { class: "group" }, [
    button("−", () => picture.zoom(0.8), { "aria-label": "smaller" }),
    button("+", () => picture.zoom(1.25), { "aria-label": "larger" }),
    button("Whole picture", () => picture.fit()),
    el("label", {}, ["Layout", layout]),
  ]);
  container.replaceChildren(onPicture, all, list, begin, saving);
  return {
    show: (state, shown) => {
      view = shown;
      layout.value = state.all ? "network" : state.layout;
      layout.disabled = state.all;
      const timeline = state.show === "timeline";
      for (const part of [onPicture, ...asPicture]) {
        part.hidden = timeline || state.beside === "list";
      }
      for (const part of [all, list]) part.hidden = timeline;
      all.setAttribute("aria-pressed", String(state.all));
      list.setAttribute("aria-pressed", String(state.beside === "list"));
    },
  };
}
