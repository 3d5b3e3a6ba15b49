// Python in a worker: the page stays smooth while nets train. Everything is asked for at once, before Python runs.
// The page names what there is: {python: the folder, files: {name: bytes}, packages: the archive among them, env}.

importScripts("snapshot.js");
const HOME = "/lib/python3.12/site-packages";
const tell = (message, buffers = []) => postMessage(message, buffers);

// What is fetched is counted as it comes; what Pyodide will ask for is on its way before.
const fetchAnything = self.fetch.bind(self), early = new Map();
let got = 0;
self.fetch = (url, ...options) => {
  const asked = early.get(String(url)) ?? fetched(url, ...options);
  early.delete(String(url));  // an answer can be read once
  return asked;
};
async function fetched(...asked) {
  const answer = await fetchAnything(...asked);
  if (!answer.ok) throw new Error(`${answer.url} did not arrive (${answer.status})`);
  // A browser keeps what it compiled only of an answer that nobody has read before.
  if (answer.url.endsWith(".wasm")) return answer;
  const counted = answer.body.pipeThrough(new TransformStream({
    transform(piece, out) {
      tell({ fetched: got += piece.length });
      out.enqueue(piece);
    },
  }));
  return new Response(counted, { status: answer.status, headers: answer.headers });
}

// The members of a tar file, [[name, bytes]]: names and sizes of 512 bytes, then content, in blocks of 512.
function members(bytes) {
  const found = [], text = (from, length) => new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0.*$/s, "");
  for (let at = 0; bytes[at];) {
    const size = parseInt(text(at + 124, 12), 8), prefix = text(at + 345, 155);
    found.push([(prefix && `${prefix}/`) + text(at, 100), bytes.subarray(at + 512, at + 512 + size)]);
    at += 512 + 512 * Math.ceil(size / 512);
  }
  return found;
}

async function unpacked(url) {
  const answer = await fetch(url);
  const packed = new Uint8Array(await answer.arrayBuffer());
  if (packed[0] !== 0x1f) return members(packed);  // a server that says it is compressed has had it unpacked
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return members(new Uint8Array(await new Response(stream).arrayBuffer()));
}

async function start({ python, files, packages, env }) {
  const at = (name) => new URL(name, python).href;
  const snapshot = new Snapshot(at("snapshot"), env.BACKPROP_LAB_FILES);
  for (const name in files) {
    early.set(at(name), fetched(at(name)));
    early.get(at(name)).catch(() => {});  // whoever asks for it is told
  }
  const archive = unpacked(at(packages));
  archive.catch(() => {});  // it is awaited below
  importScripts(at("pyodide.js"));
  const py = await snapshot.boot({ indexURL: python, env });
  py._api.on_fatal = (error) => {  // Python itself broke, of too little memory say
    snapshot.forget();
    tell({ dead: String(error) });
  };
  tell({ lap: "booted" });
  const made = new Set();
  for (const [name, content] of await archive) {
    const path = `${HOME}/${name}`, folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) py.FS.mkdirTree(folder);
    made.add(folder);
    py.FS.writeFile(path, content, { canOwn: true });
  }
  py.runPython("import sys; sys.path_importer_cache.clear()");  // it looked at folders that were empty
  tell({ lap: "unpacked" });
  py.runPython("import app.site.inside.first");
  snapshot.take(py);
  const bridge = py.pyimport("app.site.inside.bridge");
  bridge.connect((type, id, data, buffers) => {
    const copies = buffers.toJs();
    tell({ type, id, data, buffers: copies }, copies.map((each) => each.buffer));
    buffers.destroy();
  });
  py.pyimport("app.workbench.panel").destroy();
  tell({ lap: "imported" });
  turn = turn.then(() => snapshot.keep());  // after the cells
  return bridge;
}

let started, turn = Promise.resolve();
const failed = (error) => tell({ failed: String(error) });

onmessage = async ({ data: asked }) => {
  if (asked.start) {
    started = start(asked.start);
    started.catch(failed);
  } else if (asked.run !== undefined) {
    turn = turn.then(async () => {
      const bridge = await started;
      try {
        tell({ ran: asked.cell, ...JSON.parse(bridge.run(asked.run)) });
      } catch (error) {
        tell({ ran: asked.cell, error: String(error.message ?? error) });
      }
      await new Promise((go) => setTimeout(go));  // what was sent reaches the page before the next cell runs
    }).catch(() => {});  // it did not start, which was told
  } else {
    try {
      (await started).receive(asked.id, asked.data, asked.buffers ?? []);
    } catch (error) {
      failed(error);
    }
    tell({ idle: asked.message });
  }
};
