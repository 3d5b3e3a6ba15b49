// The sizes of drawn nets, and units as small maps: a byte a point.
// Sizes in pixels: of a unit and of the row it stands in; a weight of 1 is thin + thick wide, one of 3 the thickest.
const LARGE = { row: 88, half: 23, side: 40, head: 4, thin: 1.5, thick: 5 };
const FINGER = 44;  // a finger's reach
const TALL = 300, TALL_TOUCH = 8 * FINGER, TALL_HALL = 270, ROWS = [32, 60], GAP = 8, COLUMN = 34;  // of small maps: rows share a height, columns need a width
const NOT_FINITE = -128, FULL = 127;  // of the bytes of a map
const between = (low, v, high) => Math.max(low, Math.min(high, v));

// Where each net stands: side by side where their columns have room, else one beneath the other.
function plan(nets, width, buttons, touched, hall) {
  if (!nets[0].maps.length) {
    const height = Math.max(...nets[0].names.map(layer => layer.length)) * LARGE.row + 12;
    const narrow = width < NARROW;  // where its numbers want all the room there is
    return {
      ...LARGE, ...(narrow && { side: LARGE.half + 3 }), height,
      boxes: [{ left: 0, top: 0, width: width - (nets[0].loss ? (narrow ? 80 : 90) : 0) }],
    };
  }
  const columns = nets.map(net => net.names.length), all = columns.reduce((a, b) => a + b);
  const tallest = Math.max(...nets.flatMap(net => net.names.map(layer => layer.length)));
  const tall = hall ? TALL_HALL : touched ? TALL_TOUCH : TALL;  // in a hall it has a screen, with its words
  const row = between(ROWS[0], tall / tallest, ROWS[1]), beside = width / all >= COLUMN;
  const half = (Math.min(row, beside ? 0.8 * width / all : width) - GAP) / 2;
  const head = (nets.some(net => net.title) ? 48 : 26) + buttons, each = head + tallest * row + 4;
  let before = 0;
  const boxes = columns.map((n, m) => {
    const box = beside ? { left: width * before / all, top: 0, width: width * n / all } : { left: 0, top: m * each, width };
    before += n;
    return box;
  });
  return { row, half, side: half + 12, head, thin: 0.6, thick: 1.8, height: beside ? each : each * nets.length, boxes };
}

// The colour of each byte of a map, as a pixel: its sign the hue, its size how much of the paper is covered. Null while
// the net has no style yet: it is not on the page, or its style sheet is on its way.
function tints(maps) {
  const { color, outlineColor } = getComputedStyle(maps), pixels = new Uint8ClampedArray(4 * 256);
  if (color === outlineColor) return null;
  const [plus, minus] = [color, outlineColor].map(text => text.match(/[\d.]+/g).slice(0, 3).map(Number));
  for (let v = NOT_FINITE; v <= FULL; v++) {
    const [hue, alpha] = v === NOT_FINITE ? [[136, 136, 136], 1] : [v > 0 ? plus : minus, Math.abs(v) / FULL];
    pixels.set([...hue, 255 * alpha], 4 * (v & 255));
  }
  return new Uint32Array(pixels.buffer);
}

// The same, large: smooth between its points, on paper.
const LARGE_MAP = 192, BESIDE = 12;  // pixels
const sheet = document.createElement("canvas");
function paintLarge(canvas, map, i, colors) {
  if (canvas.width !== 2 * LARGE_MAP) canvas.width = canvas.height = 2 * LARGE_MAP;
  paint(sheet, map, i, colors);
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(sheet, 0, 0, canvas.width, canvas.height);
}

function paint(canvas, { n, values }, i, colors) {
  if (canvas.width !== n) canvas.width = canvas.height = n;
  const context = canvas.getContext("2d"), image = context.createImageData(n, n), pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < n; row++) for (let column = 0; column < n; column++)
    pixels[(n - 1 - row) * n + column] = colors[values.getUint8((i * n + row) * n + column)];
  context.putImageData(image, 0, 0);
}
