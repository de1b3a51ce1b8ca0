// Finding things by what is typed: names, lay words, definitions; and why each was found.

const AT_MOST = 12;
/** How many letters of a word may be wrong, by its length. */
const LETTERS_OFF = [
  [2, 0],
  [4, 1],
  [60, 2],
];
const NAMES_OF = new Set(["name", "also called", "often typed"]);
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

const INDEXES = new WeakMap();

/** The search over a page's texts, which is made when it is first needed. */
export function indexOf(data) {
  if (!INDEXES.has(data)) INDEXES.set(data, openIndex(data));
  return INDEXES.get(data);
}

/**
 * Opens the search over a page's texts.
 * @param {object} data the page's data.
 * @returns {(typed: string) => {hits: object[], whole: boolean, meant: string, missing: string[]}} finds
 *   the best things for what is typed, each with the field that matched and its text; `whole` says
 *   whether they have all the words, `meant` is what was looked for instead of words that are
 *   `missing`.
 */
function openIndex(data) {
  const { fields, texts } = data.block("search");
  const things = Object.entries(texts).map(([key, said]) => {
    const { label, rank } = data.node(key);
    return { key, label, rank, texts: Object.entries(said).flatMap(textsOf) };
  });
  const known = new Set(
    things
      .flatMap((thing) => thing.texts)
      .filter(({ field }) => NAMES_OF.has(field))
      .flatMap(({ plain }) => plain.trim().split(" ")),
  );
  const isThere = (word) =>
    things.some((thing) => thing.texts.some(({ plain }) => plain.includes(` ${word}`)));
  return (typed) => {
    const words = folded(typed.slice(0, 200)).slice(0, 12);
    const missing = words.filter((word) => !isThere(word));
    const looked = words
      .map((word) => (missing.includes(word) ? nearest(word, known) : word))
      .filter(Boolean);
    const { hits, whole } = looked.length ? best(things, fields, looked) : { hits: [] };
    return { hits, whole, meant: missing.length && hits.length ? looked.join(" ") : "", missing };
  };
}

function textsOf([field, said]) {
  return said.map((text) => ({ field, text, plain: ` ${folded(text).join(" ")}` }));
}

/** The things whose texts have all the words, else those with any, the best first. */
function best(things, fields, words) {
  const starts = words.map((word) => ` ${word}`);
  const whole = starts.join("");
  const hits = things.map((thing) => hitOf(thing, starts, whole, fields)).filter(Boolean);
  const all = hits.filter((hit) => hit.has === 2 ** starts.length - 1);
  const bits = ({ has }) => starts.filter((_, at) => has & (2 ** at)).length;
  const first = (one, other) =>
    bits(other) - bits(one) ||
    other.score - one.score || other.rank - one.rank || (one.label < other.label ? -1 : 1);
  const top = [];
  for (const hit of all.length ? all : hits) {
    if (top.length === AT_MOST && first(hit, top.at(-1)) > 0) continue;
    top.push(hit);
    top.sort(first).splice(AT_MOST);
  }
  const found = top.map(({ key, field, text }) => ({ key, field, text, words }));
  return { hits: found, whole: all.length > 0 };
}

/** What of a thing fits best, and which of the words all of its texts have, as bits. */
function hitOf({ key, label, rank = 0, texts }, starts, whole, fields) {
  let found = null;
  let most = 0;
  let has = 0;
  for (const text of texts) {
    let own = 0;
    let count = 0;
    starts.forEach((start, at) => {
      if (!text.plain.includes(start)) return;
      own |= 2 ** at;
      count += 1;
    });
    if (!count) continue;
    has |= own;
    const points = score(text, whole, fields) + count * 4;
    if (!found || points > most) [found, most] = [text, points];
  }
  return found && { key, label, rank, has, score: most, field: found.field, text: found.text };
}

/** How well a text fits: a whole name first, then one that begins so, then by its field. */
function score({ field, plain }, whole, fields) {
  const weight = fields[field] ?? 1;
  if (!NAMES_OF.has(field)) return weight;
  if (plain === whole) return weight + 100;
  if (plain.startsWith(`${whole} `)) return weight + 20;
  return weight + (plain.startsWith(whole) ? 15 : 0) + 5 / plain.length;
}

/** The word of a name that is spelt most nearly so, or nothing. */
function nearest(word, known) {
  const limit = LETTERS_OFF.find(([length]) => word.length <= length)?.[1] ?? 2;
  let found = "";
  let least = limit + 1;
  for (const other of known) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const off = lettersOff(word, other, least);
    if (off < least) [found, least] = [other, off];
  }
  return found;
}

/**
 * How many letters must be put in, left out, changed or swapped with the next, to make one word of
 * another (Damerau, 1964), as far as it is less than a limit.
 */
export function lettersOff(one, other, limit = Infinity) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const changed = last[at - 1] + (one[row - 1] === other[at - 1] ? 0 : 1);
      now[at] = Math.min(changed, last[at] + 1, now[at - 1] + 1);
      const swapped = one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (row > 1 && at > 1 && swapped) now[at] = Math.min(now[at], before[at - 2] + 1);
    }
    if (Math.min(...now) >= limit) return limit;
    [before, last] = [last, now];
  }
  return last[other.length];
}

/** The words of a text without capitals and accents. */
function folded(text) {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.match(WORD) ?? [];
}

/**
 * A text in pieces, those that were looked for marked; a long text is cut around the first.
 * @returns {{text: string, found: boolean}[]}
 */
export function pieces(text, words, room = 110) {
  const isFound = (word) =>
    folded(word).some((one) => words.some((start) => one.startsWith(start)));
  const places = [...text.matchAll(WORD)].filter(([word]) => isFound(word));
  const first = places[0]?.index ?? 0;
  const begin = text.length <= room || first < room / 2 ? 0 : text.lastIndexOf(" ", first - 30) + 1;
  const end = text.length - begin <= room ? text.length : wordEnd(text, begin + room);
  const cut = [];
  let at = begin;
  for (const { 0: word, index } of places) {
    if (index < begin || index + word.length > end) continue;
    cut.push({ text: text.slice(at, index), found: false }, { text: word, found: true });
    at = index + word.length;
  }
  cut.push({ text: text.slice(at, end) + (end < text.length ? "…" : ""), found: false });
  if (begin) cut.unshift({ text: "…", found: false });
  return cut.filter((piece) => piece.text);
}

function wordEnd(text, from) {
  const space = text.lastIndexOf(" ", from);
  return space > from - 30 ? space : from;
}
