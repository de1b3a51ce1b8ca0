// What the picture shows: which things, and which propositions between them.

/** How many things come when one is opened, and how many surround one to begin with. */
export const AT_ONCE = 8;
const AROUND = 12;

/**
 * What a state shows.
 * @param {object} data the page's data.
 * @param {object} state what the address says.
 * @param {{keys: string[], edges: string[]}[]} chains the chains that are shown.
 * @returns {{nodes: string[], edges: string[], why: Map<string, string>, title: string,
 *   question: string, focus: string[], left: number, more: Map<string, number>,
 *   given: object | null}} `left` counts propositions between what is shown that are not drawn,
 *   `more` what each thing is tied to that is not shown; `given` is a layout that fits as it is.
 */
export function viewOf(data, state, chains = []) {
  const why = new Map();
  const passes = filter(data, state);
  const focus = chosen(data, state, chains, why, passes);
  for (const key of state.open) addAround(data, key, AT_ONCE, why, passes);
  include(data, state.at, why, passes);
  if (state.layout === "theorists") addCompany(data, why, passes);
  for (const key of state.shut) dropLeaves(data, key, why, new Set([...focus, state.at]), passes);

  const kinds = new Set(state.off.kind);
  const nodes = [...why.keys()].filter((key) => key === state.at || !kinds.has(data.node(key).kind));
  const opening = data.graph.opening;
  const whole = isOpening(data, state);
  const between = propositions(data, new Set(nodes), passes);
  const chosenEdges = whole
    ? between.filter((edge) => opening.edges.includes(edge.id))
    : telling(data, state, { nodes, between, focus, chains });
  return {
    nodes,
    edges: chosenEdges.map((edge) => edge.id),
    why,
    title: titleOf(data, state, focus),
    question: focus === opening.focus && !state.all ? opening.question : "",
    focus,
    left: between.length - chosenEdges.length,
    more: new Map(nodes.map((key) => [key, hidden(data, key, why, passes).length])),
    given: whole && plain(state) ? opening.layout : null,
  };
}

/** Whether a proposition and its two ends pass the filters. */
export function filter(data, state) {
  const { kind, family, certainty, source } = state.off;
  const kinds = new Set(kind);
  return (edge) =>
    !kinds.has(data.node(edge.from).kind) &&
    !kinds.has(data.node(edge.to).kind) &&
    !family.includes(edge.family) &&
    !certainty.includes(edge.certainty) &&
    !(source.length && edge.sources?.length && edge.sources.every((one) => source.includes(one))) &&
    (!state.theorist || isTheirs(edge, state.theorist));
}

function isTheirs(edge, theorist) {
  return [edge.from, edge.to, ...(edge.theorists ?? [])].includes(theorist);
}

function isOpening(data, state) {
  const begun = beginning(data, state).length || state.open.length || state.shut.length;
  return !begun && !state.all && state.show === "map" && state.layout !== "theorists";
}

function plain(state) {
  const none = Object.values(state.off).every((names) => !names.length);
  return none && !state.theorist && state.layout === "map";
}

/** Puts into `why` what the picture begins from; gives the keys that it is about. */
function chosen(data, state, chains, why, passes) {
  const { opening } = data.graph;
  if (state.all) {
    for (const node of data.graph.nodes) {
      if (!data.isCompany(node.id)) why.set(node.id, "everything is shown");
    }
    return opening.focus;
  }
  if (state.show === "path" && chains.length) {
    for (const key of chains.flatMap((chain) => chain.keys)) why.set(key, "it is on a chain");
    return state.ends.slice(0, 1);
  }
  if (state.show === "compare" && new Set(state.ends).size === 2) return compared(data, state.ends, why);
  const from = beginning(data, state);
  if (from.length) {
    for (const key of from) why.set(key, "the picture begins here");
    for (const key of from) addAround(data, key, AROUND, why, passes);
    if (why.size < AROUND) {
      for (const key of [...why.keys()]) addAround(data, key, 2, why, passes, AROUND);
    }
    return from;
  }
  for (const key of opening.nodes) why.set(key, opening.why[key] ?? "it is on the opening map");
  return opening.focus;
}

/**
 * What the picture begins from: what the address says; or what is selected, where nothing that
 * is shown is tied to it; or nothing, for the opening map.
 */
function beginning(data, { at, from, open }) {
  const begun = [...(from.length ? from : data.graph.opening.nodes), ...open];
  if (!at || begun.includes(at)) return from;
  if (!from.length && !open.length) return [at];
  const around = new Set([...begun, ...[...from, ...open].flatMap(data.near)]);
  return around.has(at) || data.near(at).some((near) => around.has(near)) ? from : [at];
}

/**
 * What keeps the picture as it is when something else is selected: what is selected now may be
 * shown only for that.
 */
export function kept(data, state) {
  if (!state.at || state.show !== "map" || state.all) return {};
  const from = beginning(data, state);
  if (from !== state.from) return { from };
  const begun = [...(from.length ? from : data.graph.opening.nodes), ...state.open];
  return begun.includes(state.at) ? {} : { open: [...state.open, state.at] };
}

function compared(data, ends, why) {
  for (const key of ends) why.set(key, "it is compared");
  const [near, other] = ends.map((key) => new Set(data.near(key)));
  for (const key of near) if (other.has(key)) why.set(key, "both are tied to it");
  for (const key of ends) {
    for (const one of data.near(key).slice(0, 4)) {
      if (!why.has(one)) why.set(one, `it is tied to ${data.label(key)} alone`);
    }
  }
  return ends;
}

function addAround(data, key, many, why, passes, most = Infinity) {
  if (!why.has(key)) why.set(key, "it was opened");
  for (const near of hidden(data, key, why, passes).slice(0, many)) {
    if (why.size >= most) return;
    why.set(near, `it is tied to ${data.label(key)}`);
  }
}

/** What a thing is tied to that is not shown: ideas, and for people and works all. */
function hidden(data, key, why, passes) {
  const tied = new Set();
  for (const edge of data.edgesOf(key)) {
    if (passes(edge)) tied.add(edge.from === key ? edge.to : edge.from);
  }
  const company = data.isCompany(key);
  return data
    .near(key)
    .filter((near) => tied.has(near) && !why.has(near) && (company || !data.isCompany(near)));
}

function include(data, key, why, passes) {
  if (!key || why.has(key)) return;
  why.set(key, "it was chosen");
  if (data.isCompany(key)) addAround(data, key, AT_ONCE, why, passes);
}

/** The people who are cited for what is shown. */
function addCompany(data, why, passes) {
  for (const key of [...why.keys()]) {
    for (const edge of data.edgesOf(key)) {
      const person = edge.from;
      if (passes(edge) && data.node(person).kind === "theorist" && !why.has(person)) {
        why.set(person, `cited for ${data.label(key)}`);
      }
    }
  }
}

/** Takes away what hangs on one thing alone. */
function dropLeaves(data, key, why, kept, passes) {
  for (const near of data.near(key)) {
    if (!why.has(near) || kept.has(near)) continue;
    const others = data.edgesOf(near).filter((edge) => {
      const other = edge.from === near ? edge.to : edge.from;
      return other !== key && other !== near && why.has(other) && passes(edge);
    });
    if (!others.length) why.delete(near);
  }
}

function propositions(data, shown, passes) {
  const found = new Map();
  for (const key of shown) {
    for (const edge of data.edgesOf(key)) {
      if (shown.has(edge.from) && shown.has(edge.to) && passes(edge)) found.set(edge.id, edge);
    }
  }
  return [...found.values()];
}

/** What joins all, what was opened, and the most telling of the rest, by the weights given. */
function telling(data, state, { nodes, between, focus, chains }) {
  if (state.all || state.show === "compare") return between;
  const onChains = new Set(chains.flatMap((chain) => chain.edges));
  const opened = new Set(chains.length ? state.open : [...state.open, ...focus]);
  const must = (edge) => onChains.has(edge.id) || opened.has(edge.from) || opened.has(edge.to);
  const ranked = [...between].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const taken = new Set(ranked.filter(must));
  const united = trees(nodes);
  for (const edge of [...taken, ...ranked]) if (united(edge.from, edge.to)) taken.add(edge);
  for (const edge of ranked) {
    if (taken.size >= nodes.length * data.graph.claimsPerConcept) break;
    taken.add(edge);
  }
  return between.filter((edge) => taken.has(edge));
}

/** Makes one tree of the two that hold two things, and says whether they were two (Kruskal). */
function trees(nodes) {
  const roots = new Map(nodes.map((key) => [key, key]));
  const root = (key) => {
    while (roots.get(key) !== key) key = roots.get(key);
    return key;
  };
  return (one, other) => {
    const apart = root(one) !== root(other);
    roots.set(root(one), root(other));
    return apart;
  };
}

function titleOf(data, state, focus) {
  if (state.all) return data.graph.title;
  if (focus === data.graph.opening.focus) return data.graph.opening.title;
  const joined = state.show !== "map" && state.ends.length === 2;
  const names = (joined ? state.ends : focus).map(data.label);
  if (joined && state.show === "path") return `From ${names[0]} to ${names[1]}`;
  if (joined && state.show === "compare") return `${names[0]} beside ${names[1]}`;
  return names.join(", ");
}
