// First thing on a static lesson's page: Python's worker starts to fetch, while the page is still being read.
const site = JSON.parse(document.getElementById("site").textContent);
const worker = begun(), heardEarly = [];
worker.onmessage = (event) => heardEarly.push(event);
worker.postMessage({ start: { ...site.start, python: new URL(site.start.python, location.href).href } });

// To a page that is a file no browser gives a worker, nor modules: before these are missed, the page says why.
function begun() {
  try {
    if (location.protocol !== "file:") return new Worker(site.worker);
  } catch {}
  document.addEventListener("readystatechange", () => lost(location.protocol === "file:" ?
    "This page was opened as a file, and so its panels cannot start: Python runs only in pages that a web server sends. " +
    "In the folder of the site, python -m http.server is one: then open http://localhost:8000." :
    "This browser gives the page no worker for Python, so its panels cannot start."), { once: true });
  return { postMessage() {}, terminate() {} };
}
