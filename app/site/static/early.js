// First thing on a static lesson's page: Python's worker starts to fetch, while the page is still being read.
const site = JSON.parse(document.getElementById("site").textContent);
const worker = new Worker(site.worker), heardEarly = [];
worker.onmessage = (event) => heardEarly.push(event);
worker.postMessage({ start: { ...site.start, python: new URL(site.start.python, location.href).href } });
