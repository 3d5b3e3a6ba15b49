// node engine.mjs REPOSITORY FOLDER …: pytest in Pyodide, with what follows as its arguments. FOLDER holds numpy's wheel and
// packages/, and this file, so that node finds Pyodide beside it.
import path from "node:path";
import { loadPyodide } from "pyodide";

const [repository, folder, ...args] = process.argv.slice(2);
const py = await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" } });
for (const [place, root] of Object.entries({ "/repository": repository, "/given": folder })) {
  py.FS.mkdir(place);
  py.FS.mount(py.FS.filesystems.NODEFS, { root: path.resolve(root) }, place);
}
py.globals.set("args", py.toPy(args));
process.exit(py.runPython(`
import glob, os, shutil, sys, zipfile
for wheel in glob.glob("/given/*.whl"):
    zipfile.ZipFile(wheel).extractall("/lib/python3.12/site-packages")
shutil.copytree("/given/packages", "/lib/python3.12/site-packages", dirs_exist_ok=True)
os.chdir("/repository")
sys.path.insert(0, "/repository")
import pytest
int(pytest.main(["-c", "/given/pytest.ini", *args]))
`));
