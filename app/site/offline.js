// A later visit needs no network: when a lesson has run once, its browser fetches the whole site and keeps it.
// The build writes above: VERSION, a name for all content, and FILES, their names beside this script.

const SCOPE = new URL(".", location).href;
const OURS = `offline ${SCOPE} `, STORE = OURS + VERSION;  // other sites may have the same host
const addresses = FILES.map((name) => SCOPE + name);

// What an earlier version of the site holds already need not be fetched again: folders are named by their content.
async function keep(store, url) {
  const known = /\/(page|python)-\w+\//.test(url) && await caches.match(url);
  return known ? store.put(url, known) : store.add(url);
}

addEventListener("install", (event) => event.waitUntil((async () => {
  const store = await caches.open(STORE);
  for (const url of addresses) await keep(store, url);
})()));

// This version's turn comes when no page of the one before is open.
addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== STORE);
  await Promise.all(old.map((name) => caches.delete(name)));
})()));

// Pages come from the network while there is one, so that nobody reads an old lesson; what they load cannot be old.
addEventListener("fetch", (event) => {
  const url = event.request.url.replace(/[?#].*$/s, ""), name = url === SCOPE ? `${SCOPE}index.html` : url;
  if (event.request.method !== "GET" || !addresses.includes(name)) return;
  const kept = async () => (await caches.open(STORE)).match(name);
  const asked = () => fetch(event.request);
  event.respondWith(name.endsWith(".html") ? asked().catch(async (error) => await kept() ?? Promise.reject(error)) :
    kept().then((answer) => answer ?? asked()));
});
