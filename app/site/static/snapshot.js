// Python's memory after its start and first imports, kept in this browser: the next visit begins there, in a third of
// the time. Without compiled libraries, which Pyodide cannot put back. What is kept belongs to these very files.

const SMALLEST = 20 * 2 ** 20;  // bytes that Python's memory has from the start; from fewer Pyodide would never start

class Snapshot {
  // `url` names it in the store, in the folder that it belongs to; `page` is the folder that Python is told of.
  constructor(url, page) {
    this.store = `snapshot ${new URL("..", url).pathname}`;  // other sites may have the same host
    this.url = `${url}?${page}`;
    this.possible = "caches" in self;  // not on a page of http, but of this machine
    this.found = this.find().catch(() => {});  // a private window may keep nothing
  }
  async find() {
    const answer = await (await caches.open(this.store)).match(this.url);
    const bytes = answer && await answer.arrayBuffer();
    return bytes?.byteLength >= SMALLEST ? new Uint8Array(bytes) : null;
  }
  // Pyodide, from the snapshot if there is one.
  async boot(options) {
    this.begun = await this.found;
    this.found = null;
    if (this.begun) {
      try {
        return await loadPyodide({ ...options, _loadSnapshot: this.begun });
      } catch {
        await this.forget();
      }
    }
    return loadPyodide({ ...options, _makeSnapshot: this.possible });
  }
  take(py) {
    if (this.possible && !this.begun) {
      try {
        this.taken = py.makeMemorySnapshot();
      } catch {}  // of no memory for it, say: then the next visit takes as long as this one
    }
    this.begun = null;
  }
  async keep() {
    if (!this.taken) return;
    await this.forget();  // that of an older site
    await caches.open(this.store).then((store) => store.put(this.url, new Response(this.taken))).catch(() => {});
    this.taken = null;
  }
  async forget() {
    this.begun = null;
    if (this.possible) await caches.delete(this.store).catch(() => {});
  }
}
