// node pack.mjs PROGRAM WHEELS OWN OUT: runs pack.py in the very Pyodide that the pages will run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { loadPyodide } from "pyodide";

const [program, wheels, own, out] = process.argv.slice(2).map((each) => path.resolve(each));
const py = await loadPyodide();
const mounted = Object.entries({ "/wheels": wheels, "/own": own, "/out": path.dirname(out) });
for (const [place, folder] of mounted) {
  py.FS.mkdir(place);
  py.FS.mount(py.FS.filesystems.NODEFS, { root: folder }, place);
}
// What a lesson imports is there to find its fonts with.
py.runPython(`
import glob, zipfile
for wheel in glob.glob("/wheels/*.whl"):
    zipfile.ZipFile(wheel).extractall("/lib/python3.12/site-packages")
`);
py.runPython(readFileSync(program, "utf8"));
py.globals.get("pack")("/wheels", "/own", `/out/${path.basename(out)}`);
