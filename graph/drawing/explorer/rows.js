// The layout of a concept map: the focus on top, what is nearer to it higher, linking phrases
// in rows between the rows of concepts. Rows are ordered by barycentres (Sugiyama, Tagawa and
// Toda, 1981, https://doi.org/10.1109/TSMC.1981.4308636).

import { conceptBox, phraseBox } from "./boxes.js";
import { jointsOf, surest } from "./joints.js";
import { straightened } from "./straight.js";

const GAP = { x: 22, y: 26, line: 14 };
const SWEEPS = 10;
const SETTLING = 14;
/** How much wider phrases may be than concepts before they get another row, and how many rows. */
const [CROWD, MOST] = [1.1, 3];

/**
 * Arranges a view in rows.
 * @param {object} data the page's data.
 * @param {object} view what is shown.
 * @param {CanvasRenderingContext2D} context measures text.
 * @param {{wide: number, before: Map<string, {x: number}>}} how how wide a row may be, and
 *   where things stood, so that they keep their sides.
 * @returns {{width: number, height: number, crossed: number, draw: () => object}} how large it
 *   is and how many lines cross; `draw` gives the layout.
 */
export function inRows(data, view, context, { wide, before }) {
  const boxes = new Map(
    view.nodes.map((key) => [key, conceptBox(context, data.label(key), view.focus.includes(key))]),
  );
  const levels = levelled(data, view, boxes, wide);
  const joints = jointsOf(data, view.edges, ({ from, to }) =>
    Math.sign(levels.get(to) - levels.get(from)),
  );
  const start = (key) => stood(data, before, key);
  const side = ({ subject, edges }) => mean([subject, ...edges.map((edge) => edge.to)].map(start));
  joints.sort((one, other) => side(one) - side(other));
  for (const joint of joints) joint.box = phraseBox(context, joint.phrase);
  const { rows, links } = filled(view, boxes, levels, joints, wide);
  ordered(rows, links, start);
  settled(rows, links);
  const height = stacked(rows);
  const sides = rows.flat().flatMap(({ x, w }) => [x - w / 2, x + w / 2]);
  const width = Math.max(...sides) - Math.min(...sides);
  const draw = () => drawn(boxes, joints, rows);
  return { width, height, crossed: crossings(rows, links), draw };
}

/** Where a thing stood from left to right, or what it is tied to; else as in the network. */
function stood(data, before, key) {
  if (before.has(key)) return before.get(key).x;
  const known = data.near(key).filter((near) => before.has(near));
  return known.length ? mean(known.map((near) => before.get(near).x)) : data.node(key).x;
}

/** The row of each thing: how far it is from the focus, and rows that are too wide as two. */
function levelled(data, view, boxes, wide) {
  const near = new Map(view.nodes.map((key) => [key, new Set()]));
  for (const edge of view.edges.map(data.edge)) {
    near.get(edge.from).add(edge.to);
    near.get(edge.to).add(edge.from);
  }
  const order = new Map(view.nodes.map((key, at) => [key, at]));
  const distances = new Map();
  const reach = (roots, from) => {
    let ring = roots.filter((key) => !distances.has(key));
    for (const key of ring) distances.set(key, from);
    for (let level = from + 1; ring.length; level += 1) {
      const next = new Set(ring.flatMap((key) => [...near.get(key)]));
      ring = [...next].filter((key) => !distances.has(key));
      for (const key of ring) distances.set(key, level);
    }
  };
  reach(view.focus.filter((key) => near.has(key)), 0);
  for (const key of view.nodes) {
    if (!distances.has(key)) reach([key], Math.max(0, ...distances.values()) + 1);
  }
  const deeper = (key) => [...near.get(key)].some((one) => distances.get(one) > distances.get(key));
  const byDistance = grouped(view.nodes, (key) => distances.get(key));
  const levels = new Map();
  let level = 0;
  for (const distance of [...byDistance.keys()].sort((a, b) => a - b)) {
    // What leads on stands lower, nearer to what it leads to.
    const keys = byDistance
      .get(distance)
      .sort((a, b) => deeper(a) - deeper(b) || order.get(a) - order.get(b));
    for (const row of cut(keys, boxes, wide)) {
      for (const key of row) levels.set(key, level);
      level += 1;
    }
  }
  return levels;
}

function grouped(items, by) {
  const groups = new Map();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

/** Keys in rows of about the same width, none wider than a row may be. */
function cut(keys, boxes, wide) {
  const widths = keys.map((key) => boxes.get(key).w + GAP.x);
  const total = widths.reduce((sum, one) => sum + one, 0);
  const many = Math.max(1, Math.ceil(total / wide));
  const rows = [[]];
  let used = 0;
  keys.forEach((key, at) => {
    if (rows.at(-1).length && used + widths[at] / 2 > (total / many) * rows.length) rows.push([]);
    rows.at(-1).push(key);
    used += widths[at];
  });
  return rows;
}

/** Rows of boxes, phrases and passing lines, and the links between neighbouring rows. */
function filled(view, boxes, levels, joints, wide) {
  const { numbers, count } = numbered(levels, joints, wide);
  const rows = Array.from({ length: count }, () => []);
  const links = [];
  const nodes = new Map();
  const put = (node, row) => {
    rows[row].push(Object.assign(node, { row, x: 0, y: 0 }));
    return node;
  };
  for (const key of view.nodes) {
    const box = boxes.get(key);
    nodes.set(key, put({ key, box, w: box.w }, numbers.get(levels.get(key))));
  }
  const join = (one, other, line) => {
    const way = [one];
    const step = Math.sign(other.row - one.row);
    for (let row = one.row + step; row !== other.row; row += step) {
      way.push(put({ passing: true, w: GAP.line }, row));
    }
    way.push(other);
    way.slice(1).forEach((node, at) => links.push({ ends: [way[at], node], line }));
    line.way = way;
  };
  for (const joint of joints) {
    joint.node = put({ joint, w: joint.box.w, box: joint.box }, joint.row);
    joint.lines = [{ joint, from: joint.subject, to: null, edges: joint.edges }];
    join(nodes.get(joint.subject), joint.node, joint.lines[0]);
    for (const edge of joint.edges) {
      const line = { joint, from: null, to: edge.to, edges: [edge] };
      joint.lines.push(line);
      join(joint.node, nodes.get(edge.to), line);
    }
  }
  return { rows, links };
}

/** The number of each level's row; phrases have rows between, several where they are many. */
function numbered(levels, joints, wide) {
  const last = Math.max(0, ...levels.values());
  const between = Array.from({ length: last + 2 }, () => []);
  for (const joint of joints) {
    const level = levels.get(joint.subject);
    const target = levels.get(joint.edges[0].to);
    const down = target === level ? level < last || level === 0 : target > level;
    between[down ? level + 1 : level].push(joint);
  }
  const numbers = new Map();
  let count = 0;
  between.forEach((gap, level) => {
    const used = gap.reduce((sum, joint) => sum + joint.box.w + GAP.x, 0);
    const many = Math.min(Math.ceil(used / (wide * CROWD)), gap.length, MOST);
    gap.forEach((joint, at) => {
      joint.row = count + (at % many);
    });
    count += many;
    if (level <= last) numbers.set(level, count++);
  });
  return { numbers, count };
}

/** Orders each row so that few lines cross. */
function ordered(rows, links, start) {
  const near = neighbours(rows, links);
  for (const row of rows) {
    for (const node of row) if (node.key) node.x = start(node.key);
  }
  for (const row of rows) {
    for (const node of row) if (!node.key) node.x = mean(near.get(node).map((one) => one.x));
    row.sort((a, b) => a.x - b.x);
    number(row);
  }
  let best = { crossed: crossings(rows, links), orders: rows.map((row) => [...row]) };
  for (let sweep = 0; sweep < SWEEPS && best.crossed; sweep += 1) {
    const turn = sweep % 2 ? [...rows].reverse() : rows;
    for (const row of turn) {
      const side = sweep % 2 ? 1 : -1;
      for (const node of row) {
        const beside = near.get(node).filter((one) => one.row === node.row + side);
        node.pull = beside.length ? mean(beside.map((one) => one.at)) : node.at;
      }
      row.sort((a, b) => a.pull - b.pull || a.at - b.at);
      number(row);
    }
    swapped(rows, near);
    const crossed = crossings(rows, links);
    if (crossed < best.crossed) best = { crossed, orders: rows.map((row) => [...row]) };
  }
  best.orders.forEach((order, at) => {
    rows[at].splice(0, Infinity, ...order);
    number(rows[at]);
  });
}

/** Swaps neighbours in a row while that makes fewer lines cross. */
function swapped(rows, near) {
  for (const row of rows) {
    for (let at = 0; at + 1 < row.length; at += 1) {
      const [one, other] = [row[at], row[at + 1]];
      if (crossedBy(other, one, near) < crossedBy(one, other, near)) {
        [row[at], row[at + 1]] = [other, one];
        number(row);
      }
    }
  }
}

function crossedBy(left, right, near) {
  let crossed = 0;
  for (const one of near.get(left)) {
    for (const other of near.get(right)) {
      if (one.row === other.row && one.at > other.at) crossed += 1;
    }
  }
  return crossed;
}

function crossings(rows, links) {
  const between = rows.map(() => []);
  for (const { ends } of links) {
    const [upper, lower] = ends[0].row < ends[1].row ? ends : [ends[1], ends[0]];
    between[upper.row].push([upper.at, lower.at]);
  }
  let crossed = 0;
  for (const pairs of between) {
    pairs.forEach(([a, b], at) => {
      for (const [c, d] of pairs.slice(at + 1)) if ((a - c) * (b - d) < 0) crossed += 1;
    });
  }
  return crossed;
}

function number(row) {
  row.forEach((node, at) => {
    node.at = at;
  });
}

function neighbours(rows, links) {
  const near = new Map(rows.flat().map((node) => [node, []]));
  for (const { ends } of links) {
    near.get(ends[0]).push(ends[1]);
    near.get(ends[1]).push(ends[0]);
  }
  return near;
}

/** Places from left to right: each near the middle of what it is joined to, in its order. */
function settled(rows, links) {
  const near = neighbours(rows, links);
  for (const row of rows) {
    let x = 0;
    for (const node of row) {
      node.x = x + node.w / 2;
      x += node.w + GAP.x;
    }
    for (const node of row) node.x -= x / 2;
  }
  for (let turn = 0; turn < SETTLING; turn += 1) {
    for (const row of turn % 2 ? [...rows].reverse() : rows) {
      const wanted = row.map((node) => {
        const beside = near.get(node);
        return beside.length ? mean(beside.map((one) => one.x)) : node.x;
      });
      const weights = row.map((node) => (node.passing ? 4 : 1) * Math.max(1, near.get(node).length));
      apart(row, wanted, weights);
    }
  }
}

/**
 * The places nearest to those wanted that keep the order and the gaps: isotonic regression by
 * pooling neighbours (Barlow and others, 1972).
 */
function apart(row, wanted, weights) {
  let offset = 0;
  const offsets = row.map((node, at) => {
    if (at) offset += (row[at - 1].w + node.w) / 2 + gap(row[at - 1], node);
    return offset;
  });
  const pools = [];
  row.forEach((_, at) => {
    pools.push({ sum: weights[at] * (wanted[at] - offsets[at]), weight: weights[at], many: 1 });
    while (pools.length > 1 && level(pools.at(-2)) > level(pools.at(-1))) {
      const { sum, weight, many } = pools.pop();
      const before = pools.at(-1);
      before.sum += sum;
      before.weight += weight;
      before.many += many;
    }
  });
  let at = 0;
  for (const pool of pools) {
    for (let member = 0; member < pool.many; member += 1, at += 1) {
      row[at].x = level(pool) + offsets[at];
    }
  }
}

function gap(one, other) {
  return one.passing && other.passing ? 4 : one.passing || other.passing ? 10 : GAP.x;
}

function level(pool) {
  return pool.sum / pool.weight;
}

/** Heights: rows under each other; gives how high all of it is. */
function stacked(rows) {
  let y = 0;
  for (const row of rows) {
    const high = Math.max(0, ...row.map((node) => node.box?.h ?? 0));
    for (const node of row) Object.assign(node, { y: y + high / 2, high });
    if (high) y += high + GAP.y;
  }
  return y;
}

function drawn(boxes, joints, rows) {
  const standing = rows.flat().filter((node) => node.box);
  for (const { key, x, y } of standing) if (key) Object.assign(boxes.get(key), { x, y });
  return {
    boxes,
    phrases: joints.map(({ phrase, subject, edges, box, node }) => ({
      ...box,
      phrase,
      subject,
      edges: edges.map((edge) => edge.id),
      x: node.x,
      y: node.y,
    })),
    lines: joints.flatMap(({ lines }, at) =>
      lines.map(({ from, to, edges, way }) => ({
        from,
        phrase: at,
        to,
        edges: edges.map((edge) => edge.id),
        certainty: surest(edges),
        bends: bends(way, standing),
      })),
    ),
  };
}

/** The points by which a line leaves its row, passes the boxes of others, and comes to its end. */
function bends(way, standing) {
  const [first, last] = [way[0], way.at(-1)];
  const turn = Math.sign(last.row - first.row);
  const passing = way.slice(1, -1).flatMap(({ x, y, high = 0 }) => [
    [x, y - (turn * high) / 2],
    [x, y + (turn * high) / 2],
  ]);
  const beside = ({ x, y, high }, side) => [x, y + side * turn * (high / 2 + GAP.y / 3)];
  const points = [
    [first.x, first.y],
    beside(first, 1),
    ...passing,
    beside(last, -1),
    [last.x, last.y],
  ];
  const others = standing.filter((node) => node !== first && node !== last);
  return straightened(points, others.map(({ x, y, box }) => ({ x, y, w: box.w, h: box.h })));
}

function mean(values) {
  return values.length ? values.reduce((sum, one) => sum + one, 0) / values.length : 0;
}
