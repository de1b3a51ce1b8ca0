// The keyboard: from box to box in the picture, and a few keys everywhere.

const TURNS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** How much more a step aside counts than one ahead, when the next box is looked for. */
const ASIDE = 2.2;

/**
 * The box that is next in a direction.
 * @param {Record<string, {x: number, y: number}>} places where boxes stand, by id.
 * @param {string} from the id of the one to start from.
 * @param {string} key an arrow key.
 * @returns {string | undefined}
 */
export function nextBox(places, from, key) {
  const [dx, dy] = TURNS[key];
  const start = places[from];
  if (!start) return Object.keys(places)[0];
  const options = Object.entries(places).flatMap(([id, { x, y }]) => {
    const ahead = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    return id === from || ahead <= 1 ? [] : [[ahead + ASIDE * aside, id]];
  });
  return options.sort(([a], [b]) => a - b)[0]?.[1];
}

/**
 * Listens to the keyboard.
 * @param {HTMLElement} picture has the arrow keys while it has the focus.
 * @param {{move: Function, enter: Function, escape: Function, zoom: Function, fit: Function,
 *   search: Function, help: Function, single: () => boolean}} acts what the keys do; `single`
 *   says whether keys without Control or Alt work outside the picture.
 */
export function listen(picture, acts) {
  picture.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ...Object.fromEntries(Object.keys(TURNS).map((key) => [key, () => acts.move(key)])),
      Enter: acts.enter,
      " ": acts.enter,
      Escape: acts.escape,
      "+": () => acts.zoom(1.25),
      "-": () => acts.zoom(0.8),
      0: acts.fit,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, select, textarea, dialog");
    if (writing || !acts.single() || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { "/": acts.search, "?": acts.help }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
