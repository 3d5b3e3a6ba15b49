// Symbols as the lecture writes them, in labels: layers raised, indices lowered. Sentences come with theirs from
// app/experiment/words.py, to which a test holds these.
const LAYER = "(?<=[\\p{L}\\p{N}_′‖])\\[(\\d+|[kL](?: ?[−+-] ?1)?)\\]";
const INDEX = "(?<![\\p{L}\\p{N}_])([fnN]|[α-ω])_(in|out|[a-zθ*])(?![A-Za-z_])";

function inLecture(place, text) {
  let at = 0;
  place.replaceChildren();
  for (const found of text.matchAll(new RegExp(`${LAYER}|${INDEX}`, "gu"))) {
    const [all, layer, symbol, index] = found;
    const small = document.createElement(layer ? "sup" : "sub");
    small.textContent = layer ? `[${layer}]` : index;
    place.append(text.slice(at, found.index), symbol ?? "", small);
    at = found.index + all.length;
  }
  place.append(text.slice(at));
}
