// Boxes and their lettering: how labels are broken into lines, and how large that makes a box.

/** The letters of pictures; all of these have the same widths. */
export const FAMILY = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif";
/** Sizes of letters in pixels, and from line to line as a share of them. */
export const SIZES = { concept: 14, focus: 17, phrase: 13 };
export const LEADING = 1.22;
/** The room for a kind's mark before a label, and what is free around the label. */
export const MARK = 17;
const PADDING = { x: 10, y: 7 };
const WIDEST = { concept: 118, phrase: 104 };

/**
 * The font of a size, as a canvas takes it.
 * @param {number} size in pixels.
 * @param {boolean} bold whether the letters are bold.
 */
export function font(size, bold = false) {
  return `${bold ? "bold " : ""}${size}px ${FAMILY}`;
}

/** The box of a thing: its lines and its size, with no place yet. */
export function conceptBox(context, label, isFocus) {
  const size = isFocus ? SIZES.focus : SIZES.concept;
  const lines = broken(context, label, font(size, isFocus), isFocus ? 150 : WIDEST.concept);
  const wide = widest(context, lines, font(size, isFocus));
  const high = lines.length * size * LEADING + 2 * PADDING.y;
  return { lines, size, w: Math.ceil(wide + MARK + 2 * PADDING.x), h: Math.ceil(high) };
}

/** The box of a linking phrase. */
export function phraseBox(context, phrase) {
  const lines = broken(context, phrase, font(SIZES.phrase), WIDEST.phrase);
  const wide = widest(context, lines, font(SIZES.phrase));
  const high = lines.length * SIZES.phrase * LEADING + 4;
  return { lines, size: SIZES.phrase, w: Math.ceil(wide + 8), h: Math.ceil(high) };
}

function broken(context, text, style, most) {
  context.font = style;
  const lines = [];
  for (const word of text.split(/\s+/).flatMap((part) => shortened(context, part, most))) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && context.measureText(longer).width <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length ? lines : [""];
}

/** A word in pieces that are not wider than a line. */
function shortened(context, word, most) {
  const pieces = [];
  let rest = word;
  while (rest.length > 12 && context.measureText(rest).width > most * 1.3) {
    let cut = rest.length - 1;
    while (cut > 8 && context.measureText(rest.slice(0, cut)).width > most) cut -= 1;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...pieces, rest];
}

function widest(context, lines, style) {
  context.font = style;
  return Math.max(...lines.map((line) => context.measureText(line).width));
}
