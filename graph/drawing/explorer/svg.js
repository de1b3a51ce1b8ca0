// The picture as an SVG file, as it stands: boxes that were moved are where they were moved to.

import { FAMILY, LEADING, MARK, font } from "./boxes.js";

const MARGIN = 24;
const INK = { line: "#444444", text: "#1a1a1a" };

/**
 * What is seen, as SVG on white, with its title, its question and where it comes from.
 * @param {object} data the page's data.
 * @param {object} scene what is drawn, and where (`picture.scene()`).
 * @param {CanvasRenderingContext2D} context measures text.
 */
export function asSvg(data, scene, context) {
  const { layout, view, places } = scene;
  const at = (id) => places[id];
  const boxes = [...layout.boxes].map(([key, box]) => ({ ...box, ...at(`c:${key}`), key }));
  const phrases = layout.phrases.map((box, number) => ({ ...box, ...at(`p:${number}`) }));
  const bends = layout.lines.flatMap((line, number) =>
    line.bends.map((_, bend) => ({ ...at(`b:${number}:${bend}`), w: 0, h: 0 })),
  );
  const all = [...boxes, ...phrases, ...bends];
  const edge = (sign, side, size) =>
    sign * Math.max(...all.map((box) => sign * (box[side] + (sign * box[size]) / 2)));
  const [left, right] = [edge(-1, "x", "w"), edge(1, "x", "w")];
  const [top, bottom] = [edge(-1, "y", "h"), edge(1, "y", "h")];
  const head = 26 + (view.question ? 20 : 0);
  const frame = {
    x: left - MARGIN,
    y: top - MARGIN - head,
    w: Math.max(right - left, 420) + 2 * MARGIN,
    h: bottom - top + 2 * MARGIN + head + 18,
  };
  const body = [
    tag("rect", { x: frame.x, y: frame.y, width: frame.w, height: frame.h, fill: "#ffffff" }),
    text(view.title, frame.x + MARGIN, frame.y + 26, { size: 19, bold: true, anchor: "start" }),
    view.question && text(view.question, frame.x + MARGIN, frame.y + 47, { size: 13, anchor: "start" }),
    ...layout.lines.flatMap((line, number) => drawnLine(line, number, boxes, phrases, at)),
    ...phrases.map((box) => lettered(box, box.x, false)),
    ...boxes.map((box) => drawnBox(data, box, view, context)),
    text(data.graph.licence, frame.x + MARGIN, frame.y + frame.h - 10, { size: 10, anchor: "start" }),
  ];
  const view4 = [frame.x, frame.y, frame.w, frame.h].map((one) => round(one)).join(" ");
  const svg = tag(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: view4, width: round(frame.w),
      height: round(frame.h), "font-family": FAMILY, role: "img" },
    [tag("title", {}, plain(view.title)), ...body.filter(Boolean)].join("\n"),
  );
  return { svg, width: frame.w, height: frame.h };
}

/**
 * An SVG as a PNG.
 * @param {{svg: string, width: number, height: number}} drawn the picture.
 * @param {number} scale pixels for each of its own.
 * @returns {Promise<Blob>}
 */
export async function asPng({ svg, width, height }, scale = 2) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  // Canvases have a largest size; a very large picture comes out smaller rather than empty.
  const shrunk = Math.min(scale, 8000 / Math.max(width, height));
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: width * shrunk, height: height * shrunk });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => {
    canvas.toBlob(done, "image/png");
  });
}

function drawnLine(line, number, boxes, phrases, at) {
  const box = (key) => boxes.find((one) => one.key === key);
  const start = line.from ? box(line.from) : phrases[line.phrase];
  const end = line.to ? box(line.to) : phrases[line.phrase];
  const bends = line.bends.map((_, bend) => at(`b:${number}:${bend}`));
  const inner = [...bends];
  const points = [
    border(start, inner[0] ?? end),
    ...inner,
    border(end, inner.at(-1) ?? start),
  ];
  const dashes = { hedged: "6 4", inferred: "1.5 4" }[line.certainty];
  const path = points.map(({ x, y }) => `${round(x)} ${round(y)}`).join("L");
  const drawn = tag("path", { d: `M${path}`, fill: "none", stroke: INK.line, "stroke-width": 1.3,
    "stroke-dasharray": dashes });
  return line.to ? [drawn, head(points.at(-1), points.at(-2))] : [drawn];
}

/** Where the way to a point leaves a box. */
function border({ x, y, w, h }, towards) {
  const [dx, dy] = [towards.x - x, towards.y - y];
  const share = Math.min(w / 2 / (Math.abs(dx) || 1e-9), h / 2 / (Math.abs(dy) || 1e-9), 1);
  return { x: x + dx * share, y: y + dy * share };
}

function head(tip, back) {
  const bearing = Math.atan2(tip.y - back.y, tip.x - back.x);
  const side = (turn) =>
    `${round(tip.x - 9 * Math.cos(bearing + turn))} ${round(tip.y - 9 * Math.sin(bearing + turn))}`;
  const path = `M${round(tip.x)} ${round(tip.y)}L${side(0.38)}L${side(-0.38)}Z`;
  return tag("path", { d: path, fill: INK.line });
}

function drawnBox(data, box, view, context) {
  const { kind } = data.node(box.key);
  const look = data.kind(kind);
  const bold = view.focus.includes(box.key);
  context.font = font(box.size, bold);
  const wide = Math.max(...box.lines.map((line) => context.measureText(line).width));
  const ink = look.solid
    ? { fill: look.ink }
    : { fill: "none", stroke: look.ink, "stroke-width": 1.2 };
  return tag("g", {}, [
    tag("title", {}, plain(`${data.label(box.key)} (${kind})`)),
    tag("rect", { x: round(box.x - box.w / 2), y: round(box.y - box.h / 2), width: box.w, height: box.h,
      rx: data.isCompany(box.key) ? 0 : 7, fill: look.fill, stroke: look.ink,
      "stroke-width": bold ? 2.6 : 1.2 }),
    tag("path", { d: look.mark, ...ink,
      transform: `translate(${round(box.x - (wide + MARK) / 2 - 1)} ${round(box.y - 6)}) scale(1.2)` }),
    lettered(box, box.x + MARK / 2, bold),
  ].join(""));
}

function lettered({ lines, size, y }, x, bold) {
  return lines
    .map((line, at) => {
      const middle = y + (at - (lines.length - 1) / 2) * size * LEADING;
      return text(line, x, middle + size * 0.35, { size, bold });
    })
    .join("");
}

function text(words, x, y, { size, bold = false, anchor = "middle" }) {
  const style = { x: round(x), y: round(y), "font-size": size, "text-anchor": anchor, fill: INK.text };
  return tag("text", { ...style, "font-weight": bold ? "bold" : undefined }, plain(words));
}

function tag(name, attributes, inside = "") {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${plain(String(value))}"`)
    .join("");
  return inside ? `<${name}${written}>${inside}</${name}>` : `<${name}${written}/>`;
}

/** Text that XML takes: escaped, and without the signs that it does not allow. */
function plain(words) {
  return words
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function round(number) {
  return Math.round(number * 100) / 100;
}
