// The picture: vis-network draws boxes at the places given, and moves, zooms and finds them.

import { FAMILY, LEADING, MARK, font } from "./boxes.js";

const HEDGES = { stated: false, hedged: [6, 4], inferred: [1.5, 4] };
const [FADED, PALE] = [0.45, 0.25];
/** How long boxes take to their new places, in milliseconds, and up to how many do. */
const [MOVING, MOVED] = [260, 80];
/** How much larger than life a picture is shown, where letters have their usual size. */
const MOST = 1.15;

/**
 * Opens a picture.
 * @param {HTMLElement} container where it goes.
 * @param {object} data the page's data.
 * @param {{onThing: Function, onClaims: Function, onNothing: Function}} acts what a click does.
 */
export function openPicture(container, data, { onThing, onClaims, onNothing }) {
  const marks = new Map();
  let scene = { layout: null, colours: {}, lit: null, view: null };
  const nodes = new vis.DataSet();
  const lines = new vis.DataSet();
  const network = new vis.Network(container, { nodes, edges: lines }, {
    physics: false,
    layout: { improvedLayout: false },
    autoResize: false,
    interaction: { hover: true, selectable: false, keyboard: false, dragNodes: true },
    nodes: { shape: "custom" },
    edges: { smooth: false, width: 1.3, arrows: { to: { scaleFactor: 0.6 } }, hoverWidth: 0.7 },
  });

  // The picture itself takes the focus, and not what vis-network makes in it.
  network.canvas.frame.tabIndex = -1;
  let moved = false;

  const paint = ({ ctx, id, x, y, state }) => {
    const shape = scene.shapes.get(id);
    return {
      drawNode: () => shape.draw(ctx, x, y, state.hover),
      nodeDimensions: { width: shape.w, height: shape.h },
    };
  };
  const mark = (kind) => {
    if (!marks.has(kind)) marks.set(kind, new Path2D(data.kind(kind).mark));
    return marks.get(kind);
  };

  /** Draws a view at the places of a layout; what is not lit is faded. */
  function draw(view, layout, lit) {
    scene = { layout, view, lit, colours: coloursOf(container), shapes: new Map() };
    const [shown, joined] = [[], []];
    const add = (id, { x, y }, shape) => {
      scene.shapes.set(id, shape);
      shown.push({ id, x, y, shape: "custom", ctxRenderer: paint });
    };
    for (const [key, box] of layout.boxes) add(`c:${key}`, box, concept(key, box));
    layout.phrases.forEach((box, at) => add(`p:${at}`, box, phrase(box)));
    layout.lines.forEach((line, at) => {
      const [first, last] = endsOf(line);
      const stops = line.bends.map(([x, y], number) => {
        add(`b:${at}:${number}`, { x, y }, { w: 1, h: 1, draw: () => {} });
        return `b:${at}:${number}`;
      });
      const way = [first, ...stops, last];
      way.slice(1).forEach((end, number) => {
        const tip = line.to !== null && number === way.length - 2;
        joined.push({ id: `l:${at}:${number}`, from: way[number], to: end,
          arrows: tip ? "to" : "", ...inkOf(line) });
      });
    });
    replace(nodes, shown);
    replace(lines, joined);
  }

  /** Lets boxes go from where they stood to their new places, so that the eye can follow. */
  function glide(before) {
    const ways = [...scene.layout.boxes].flatMap(([key, { x, y }]) => {
      const from = before.get(key);
      return from ? [{ id: `c:${key}`, from, to: { x, y } }] : [];
    });
    const [begun, moving] = [performance.now(), scene];
    const step = (time) => {
      if (scene !== moving) return;
      const done = Math.min(1, Math.max(0, (time - begun) / MOVING));
      const share = 1 - (1 - done) ** 3;
      for (const { id, from, to } of ways) {
        network.moveNode(id, from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
      }
      if (done < 1) requestAnimationFrame(step);
    };
    if (ways.length <= MOVED) step(begun);
  }

  function inkOf(line) {
    const faded = scene.lit && !line.edges.some((id) => scene.lit.edges.has(id));
    const { line: plain, strong } = scene.colours;
    const colour = scene.lit && !faded ? strong : plain;
    return {
      dashes: HEDGES[line.certainty],
      width: scene.lit && !faded ? 2 : 1.3,
      color: { color: colour, hover: strong, highlight: strong, opacity: faded ? FADED : 1 },
    };
  }

  function concept(key, box) {
    const { kind } = data.node(key);
    const look = data.kind(kind);
    const isFocus = scene.view.focus.includes(key);
    const faded = scene.lit && !scene.lit.nodes.has(key);
    const chosen = scene.lit?.at === key;
    const more = scene.view.more.get(key) ?? 0;
    const corner = data.isCompany(key) ? 0 : 7;
    return { w: box.w, h: box.h, draw: (ctx, x, y, hover) => {
      const [left, top] = [x - box.w / 2, y - box.h / 2];
      ctx.save();
      if (faded) cover(ctx, left, top, box, scene.colours.paper);
      ctx.globalAlpha = faded ? PALE : 1;
      if (chosen) frame(ctx, left - 4, top - 4, box.w + 8, box.h + 8, corner + 4, scene.colours.focus);
      ctx.beginPath();
      ctx.roundRect(left, top, box.w, box.h, corner);
      ctx.fillStyle = look.fill;
      ctx.fill();
      ctx.strokeStyle = look.ink;
      ctx.lineWidth = isFocus || hover || chosen ? 2.6 : 1.2;
      ctx.stroke();
      const wide = textWidth(ctx, box.lines, box.size, isFocus);
      stamp(ctx, mark(kind), look, x - (wide + MARK) / 2, y);
      ctx.globalAlpha = faded ? FADED : 1;
      const colour = faded ? scene.colours.text : "#1a1a1a";
      write(ctx, box, x + MARK / 2, y, { bold: isFocus, colour });
      if (more && !faded) badge(ctx, left + box.w, top, more);
      ctx.restore();
    } };
  }

  function phrase(box) {
    const lit = scene.lit && box.edges.some((id) => scene.lit.edges.has(id));
    return { w: box.w, h: box.h, draw: (ctx, x, y, hover) => {
      ctx.save();
      cover(ctx, x - box.w / 2, y - box.h / 2, box, scene.colours.paper);
      ctx.globalAlpha = scene.lit && !lit ? FADED : 1;
      write(ctx, box, x, y, { bold: false, colour: scene.colours.text });
      if (hover) frame(ctx, x - box.w / 2, y - box.h / 2, box.w, box.h, 3, scene.colours.strong, 1);
      if (lit && scene.lit.chosen) {
        frame(ctx, x - box.w / 2 - 3, y - box.h / 2 - 3, box.w + 6, box.h + 6, 4, scene.colours.focus);
      }
      ctx.restore();
    } };
  }

  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    const edge = network.getEdgeAt(pointer.DOM);
    const number = Number(String(node ?? edge ?? "").split(":")[1]);
    if (node?.startsWith("c:")) onThing(node.slice(2));
    else if (node?.startsWith("p:")) onClaims(scene.layout.phrases[number].edges);
    else if (node || edge) onClaims(scene.layout.lines[number].edges);
    else onNothing();
  });
  for (const act of ["zoom", "dragEnd"]) network.on(act, () => (moved = true));
  const pointed = (on) => () => container.classList.toggle("pointed", on);
  for (const sort of ["Node", "Edge"]) {
    network.on(`hover${sort}`, pointed(true));
    network.on(`blur${sort}`, pointed(false));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (scene.view) light(scene.view, scene.lit);
  });

  /** Lights something else, with everything where it was moved to. */
  function light(view, lit) {
    const places = network.getPositions();
    for (const [key, box] of scene.layout.boxes) Object.assign(box, places[`c:${key}`]);
    scene.layout.phrases.forEach((box, at) => Object.assign(box, places[`p:${at}`]));
    draw(view, scene.layout, lit);
  }

  return {
    draw,
    glide,
    light,
    /** What is drawn, where it stands now. */
    scene: () => ({ ...scene, places: network.getPositions() }),
    /** Where the things stand that are drawn now. */
    standing: () => {
      const places = network.getPositions();
      const keys = [...(scene.layout?.boxes.keys() ?? [])];
      return new Map(keys.map((key) => [key, places[`c:${key}`]]));
    },
    /**
     * Shows all of it, no larger than life. Where letters would be too small, a part is shown
     * that has a box in it.
     */
    fit: ({ animated = false, least = 0.1, around = "" } = {}) => {
      const { left, right, top, bottom } = edges(scene.layout);
      const { clientWidth: wide, clientHeight: high } = container;
      const most = MOST * (parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
      const whole = Math.min(wide / (right - left), high / (bottom - top), most);
      const scale = Math.max(whole, least);
      const box = scene.layout.boxes.get(around);
      const middle = (low, up, wanted, room) =>
        box && up - low > room ? clamp(wanted, low + room / 2, up - room / 2) : (low + up) / 2;
      network.moveTo({
        position: {
          x: middle(left, right, box?.x, wide / scale),
          y: middle(top, bottom, box?.y, high / scale),
        },
        scale,
        animation: animated ? { duration: MOVING } : false,
      });
      moved = false;
    },
    /** Whether somebody has moved or zoomed it since it was fitted. */
    isMoved: () => moved,
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor }),
    /** Brings a box into sight where it is not. */
    reveal: (id) => {
      const shape = scene.shapes?.get(id);
      if (!shape) return;
      const position = network.getPosition(id);
      const { x, y } = network.canvasToDOM(position);
      const [beside, above] = [shape.w, shape.h].map((size) => (size / 2) * network.getScale());
      const { clientWidth: wide, clientHeight: high } = container;
      const inside = x > beside && y > above && x < wide - beside && y < high - above;
      if (!inside) network.moveTo({ position });
    },
    /** Where a box is in the picture's window, and what part of the whole is in sight. */
    spot: (id) => {
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      return [x, y];
    },
    sight: () => ({ ...network.getViewPosition(), scale: network.getScale() }),
    /** Takes the size of its window. */
    resize: () => {
      network.setSize("100%", "100%");
      network.redraw();
    },
  };
}

/** How far a layout reaches on each side, with some air. */
function edges({ boxes, phrases, lines }) {
  const bends = lines.flatMap((line) => line.bends.map(([x, y]) => ({ x, y, w: 0, h: 0 })));
  const all = [...boxes.values(), ...phrases, ...bends];
  const most = (reach) => all.reduce((so, one) => Math.max(so, reach(one)), -Infinity) + 16;
  return {
    left: -most(({ x, w }) => w / 2 - x),
    right: most(({ x, w }) => x + w / 2),
    top: -most(({ y, h }) => h / 2 - y),
    bottom: most(({ y, h }) => y + h / 2),
  };
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

function endsOf({ from, phrase, to }) {
  if (phrase === null) return [`c:${from}`, `c:${to}`];
  return from ? [`c:${from}`, `p:${phrase}`] : [`p:${phrase}`, `c:${to}`];
}

function replace(set, items) {
  const kept = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  set.update(items);
}

function coloursOf(element) {
  const style = getComputedStyle(element);
  const named = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: named("paper"), text: named("text"), line: named("line"), strong: named("strong"),
    focus: named("focus"),
  };
}

function textWidth(ctx, lines, size, bold) {
  ctx.font = font(size, bold);
  return Math.max(...lines.map((line) => ctx.measureText(line).width));
}

function write(ctx, { lines, size }, x, y, { bold, colour }) {
  ctx.font = font(size, bold);
  ctx.fillStyle = colour;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  lines.forEach((line, at) => {
    ctx.fillText(line, x, y + (at - (lines.length - 1) / 2) * size * LEADING);
  });
}

/** Hides the lines behind a box, so that its letters stand on plain paper. */
function cover(ctx, left, top, { w, h }, paper) {
  ctx.fillStyle = paper;
  ctx.fillRect(left, top, w, h);
}

/** A kind's mark, which is drawn in a square of ten. */
function stamp(ctx, path, look, x, y) {
  ctx.save();
  ctx.translate(x - 1, y - 6);
  ctx.scale(1.2, 1.2);
  ctx[look.solid ? "fillStyle" : "strokeStyle"] = look.ink;
  ctx.lineWidth = 1.2;
  ctx[look.solid ? "fill" : "stroke"](path);
  ctx.restore();
}

function frame(ctx, x, y, w, h, corner, colour, width = 3) {
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, corner);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** How much more there is to show of a thing. */
function badge(ctx, x, y, more) {
  ctx.font = `bold 10px ${FAMILY}`;
  const wide = ctx.measureText(`+${more}`).width + 8;
  ctx.beginPath();
  ctx.roundRect(x - wide + 5, y - 8, wide, 15, 7);
  ctx.fillStyle = "#333333";
  ctx.fill();
  ctx.fillStyle = "#ffffff";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(`+${more}`, x + 5 - wide / 2, y);
}
