// A page that waits asks for itself again after a few seconds; what a reader has marked to copy stays for once more.
const { seconds } = document.currentScript.dataset;
setInterval(() => { if (!String(getSelection())) location.reload(); }, 1000 * seconds);
