// The surest and shortest chains between two things, as `relatum path` finds them: the costs come
// with the data, and of chains that cost the same the first is the same.

const LIMIT = 3;
const LONGEST = 8;
/** What a step costs at least. */
const CHEAPEST = 1;

/**
 * The chains that join two things, the surest and shortest first (Yen, 1971, with Lawler's
 * parting, 1972; docs/explorer.md).
 * @param {object} data the page's data.
 * @param {string} start the key of one thing.
 * @param {string} end the key of another.
 * @param {{passes?: (edge: object) => boolean}} how which propositions may be taken.
 * @returns {{keys: string[], edges: string[], cost: number}[]}
 */
export function chainsBetween(data, start, end, { passes = () => true } = {}) {
  if (start === end || !data.has(start) || !data.has(end)) return [];
  const near = stepsOf(data, passes);
  const found = [];
  const waiting = [];
  const wait = (before, shut) => {
    const taken = before.length - 1;
    const way = cheapest(near, before, end, shut, LONGEST - taken);
    if (!way) return;
    let { cost } = way;
    for (let at = 0; at < taken; at += 1)
      cost = plus(cost, near(before[at]).get(before[at + 1]).cost);
    waiting.push({ cost, steps: taken + way.steps, keys: [...before, ...way.keys], taken, shut });
    waiting.sort(inOrder);
  };
  wait([start], new Set());
  while (waiting.length && found.length < LIMIT) {
    const { cost, keys, taken, shut } = waiting.shift();
    const steps = keys.slice(1).map((key, at) => near(keys[at]).get(key).edge.id);
    found.push({ keys, edges: steps, cost });
    for (let at = taken; at < keys.length - 1; at += 1) {
      wait(keys.slice(0, at + 1), new Set([keys[at + 1], ...(at === taken ? shut : [])]));
    }
  }
  return found;
}

/** Whether a proposition is a step of a chain: all but who is cited through a work of theirs. */
export function isStep(data, edge) {
  return !(edge.relation === "is-cited-for" && data.node(edge.from).kind === "theorist");
}

/** Gives the cheapest step from a thing to each that it is tied to, worked out when asked for. */
function stepsOf(data, passes) {
  const known = new Map();
  const sentence = (edge) => `${data.label(edge.from)} ${edge.phrase} ${data.label(edge.to)}`;
  const surer = (edge, than) =>
    edge.cost < than.cost || (edge.cost === than.cost && sentence(edge) < sentence(than));
  const steps = (key) => {
    const near = new Map();
    for (const edge of data.edgesOf(key)) {
      if (!isStep(data, edge) || !passes(edge)) continue;
      const other = edge.from === key ? edge.to : edge.from;
      if (!near.has(other) || surer(edge, near.get(other).edge)) {
        near.set(other, { cost: edge.cost, edge });
      }
    }
    return near;
  };
  return (key) => {
    if (!known.has(key)) known.set(key, steps(key));
    return known.get(key);
  };
}

/**
 * The cheapest way from the last of some things to another, by none of the others, looked for from
 * both ends; of ways that cost the same the shortest, and then the first by its keys.
 */
function cheapest(near, before, end, shut, longest) {
  const closed = new Set([...before, end]);
  const first = [...near(before.at(-1))].filter(([key]) => !shut.has(key));
  const straight = first.find(([key]) => key === end);
  let best = straight ? { cost: plus(0, straight[1].cost), steps: 1, keys: [end] } : null;
  const ahead = side(
    near,
    closed,
    true,
    new Map(
      first
        .filter(([key]) => !closed.has(key))
        .map(([key, { cost }]) => [key, { cost: plus(0, cost), steps: 1, keys: [key] }]),
    ),
  );
  const back = side(near, closed, false, new Map([[end, { cost: 0, steps: 0, keys: [end] }]]));
  let grown = back;
  for (let steps = 2; steps <= longest; steps += 1) {
    if (best && best.cost <= steps * CHEAPEST) break; // what is longer costs as much at least
    if (steps > 2) {
      grown = back.fresh.size < ahead.fresh.size ? back : ahead;
      grown.grow();
    }
    if (!grown.fresh.size) break; // one side has reached all that it can
    best = joined(near, ahead, back, grown, best);
  }
  return best;
}

/** The cheapest ways between one end and what is near it, grown a step at a time. */
function side(near, closed, forwards, ways) {
  const self = { ways: new Map(ways), fresh: ways };
  self.grow = () => {
    const grown = new Map();
    for (const [key, way] of self.fresh) {
      for (const [other, step] of near(key)) {
        if (closed.has(other)) continue;
        const keys = forwards ? [...way.keys, other] : [other, ...way.keys];
        const longer = { cost: plus(way.cost, step.cost), steps: way.steps + 1, keys };
        const known = grown.get(other) ?? self.ways.get(other);
        if (!known || inOrder(longer, known) < 0) grown.set(other, longer);
      }
    }
    for (const [key, way] of grown) self.ways.set(key, way);
    self.fresh = grown;
  };
  return self;
}

/** The best way so far, or a better one by a step from one side to the other. */
function joined(near, ahead, back, grown, best) {
  const left = grown === ahead ? ahead.fresh : ahead.ways;
  const right = grown === back ? back.fresh : back.ways;
  const fewer = left.size < right.size;
  const [few, rest] = fewer ? [left, right] : [right, left];
  for (const one of few.keys()) {
    for (const [other, step] of near(one)) {
      if (!rest.has(other)) continue;
      const [before, after] = fewer
        ? [few.get(one), rest.get(other)]
        : [rest.get(other), few.get(one)];
      const cost = plus(plus(before.cost, step.cost), after.cost);
      if (best && cost > best.cost) continue;
      const way = {
        cost,
        steps: before.steps + 1 + after.steps,
        keys: [...before.keys, ...after.keys],
      };
      if (!best || inOrder(way, best) < 0) best = way;
    }
  }
  return best;
}

function inOrder(one, other) {
  if (one.cost !== other.cost) return one.cost - other.cost;
  if (one.steps !== other.steps) return one.steps - other.steps;
  for (let at = 0; at < Math.min(one.keys.length, other.keys.length); at += 1) {
    if (one.keys[at] !== other.keys[at]) return one.keys[at] < other.keys[at] ? -1 : 1;
  }
  return one.keys.length - other.keys.length;
}

/** A sum of costs, the same in whatever order they are added. */
function plus(cost, more) {
  return Math.round((cost + more) * 100) / 100;
}
