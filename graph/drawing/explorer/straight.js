// Lines pulled as straight as boxes allow: bends that nothing asks for are left out.

const AIR = 5;

/**
 * The bends of a line that it needs, so as to run through no box.
 * @param {[number, number][]} points the line, with its two ends.
 * @param {{x: number, y: number, w: number, h: number}[]} boxes what it may not run through.
 */
export function straightened(points, boxes) {
  const kept = [points[0]];
  for (let at = 0; at < points.length - 1; ) {
    let next = points.length - 1;
    while (next > at + 1 && boxes.some((box) => runsThrough(points[at], points[next], box))) next -= 1;
    kept.push(points[next]);
    at = next;
  }
  return kept.slice(1, -1);
}

/** Whether a straight line runs through a box: clipping by Liang and Barsky (1984). */
function runsThrough([x, y], [toX, toY], box) {
  let [enters, leaves] = [0, 1];
  const sides = [
    [x - toX, x - (box.x - box.w / 2 - AIR)],
    [toX - x, box.x + box.w / 2 + AIR - x],
    [y - toY, y - (box.y - box.h / 2 - AIR)],
    [toY - y, box.y + box.h / 2 + AIR - y],
  ];
  for (const [against, room] of sides) {
    if (against === 0 && room < 0) return false;
    if (against < 0) enters = Math.max(enters, room / against);
    if (against > 0) leaves = Math.min(leaves, room / against);
  }
  return enters < leaves;
}
