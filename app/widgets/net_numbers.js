// Where the numbers of a drawn net's edges stand: on their edge, and clear of units, their labels and each other. An edge
// whose numbers have no room shows none: all of them stand beneath, when one points at it.
const LEAST = 30, CLEAR = 4;  // pixels: the room of a short number, and what stands free between two
const WEIGHT = [-13, 0], BOTH = [-13, 13];  // pixels: what stands above and below their point
const STARTS = [0, 0.3, 0.6];  // the search begins anew from places so much further on, where it found no room for all
const common = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

// How many pixels wide a text is, in whatever letters this machine has; also where it is not shown.
function widthOf(text) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = getComputedStyle(text).font;
  return context.measureText(text.textContent).width;
}

// Whether a number has more letters than its edge had room for. The edge keeps the most it ever needed, so that numbers
// which change stay where they are.
function outgrown(edge) {
  const letters = [edge.weight, edge.slope].map(text => text.textContent.length);
  const before = edge.room ?? { letters: [0, 0], weight: LEAST, both: LEAST };
  if (letters.every((n, i) => n <= before.letters[i])) return false;
  const weight = Math.max(before.weight, widthOf(edge.weight) + CLEAR);
  const both = Math.max(before.both, weight, widthOf(edge.slope) + CLEAR);
  edge.room = { letters: letters.map((n, i) => Math.max(n, before.letters[i])), weight, both };
  return weight > before.weight || both > before.both;
}

// What edges may not cover: each unit, its name above it and its gradient beneath.
const around = (x, y, half) => [
  [x - half, y - half, x + half, y + half], [x - 12, y - half - 18, x + 12, y - half], [x - 20, y + half + 3, x + 20, y + half + 18],
];

// For each edge {x1, y1, x2, y2, at} how far along it they stand, from 0 to 1: `at` where that has room; null where none has.
function along(edges, taken, high) {
  const found = STARTS.map(further => searched(edges, edges.map(({ at }) => (at + further) % 0.9), taken, high));
  const without = found.map(places => places.filter(at => at === null).length);
  return found[without.indexOf(Math.min(...without))];
}

function searched(edges, at, taken, [above, below]) {
  const box = ({ x1, y1, x2, y2, room: { weight, both } }, t) => {
    const x = x1 + (x2 - x1) * t, y = y1 + (y2 - y1) * t, half = (below ? both : weight) / 2;
    return [x - half, y + above, x + half, y + below];
  };
  const covered = (i, t) => {
    const mine = box(edges[i], t), others = edges.map((edge, j) => j === i || at[j] === null ? 0 : common(mine, box(edge, at[j])));
    return [...others, ...taken.map(each => common(mine, each))].reduce((sum, part) => sum + part, 0);
  };
  for (let moved = true, round = 0; moved && round < 8; round++) {
    moved = false;
    for (let i = 0; i < edges.length; i++) {
      let least = covered(i, at[i]);
      for (let t = 0.04; least && t < 0.97; t += 0.03) {
        const less = covered(i, t);
        if (less < least - 1e-6) [least, at[i], moved] = [less, t, true];
      }
    }
  }
  for (;;) {  // those that cover most go first, and make room for others
    const worst = at.map((t, i) => t === null ? 0 : covered(i, t)), most = Math.max(0, ...worst);
    if (!most) return at;
    at[worst.indexOf(most)] = null;
  }
}
