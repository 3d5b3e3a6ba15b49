"""Packs what a page's Python needs. It runs in Pyodide itself, so that its byte code is the right one.

`pack(wheels, own, out)`: folders of wheels and of files that lie as in site-packages, and the tar file to write.
"""

import importlib
import importlib.util
import io
import marshal
import re
import tarfile
import zipfile
from pathlib import Path

# What no lesson needs: everywhere, and by distribution.
DROP = {
    "": r"(^|/)(tests?|testing)/|\.pyi$|\.(c|h|hpp|pxd|pyx|in|map|lib)$|/include/|\.data/|\.dist-info/",
    "numpy": r"^numpy/(f2py|distutils|doc|_pyinstaller)/|/_simd\."
    r"|/_(umath|operand|rational|struct_ufunc)[a-z_]*_tests\.",
    "matplotlib": r"mpl-data/(sample_data|images|plot_directive|stylelib)/|fonts/(afm|pdfcorefonts)/"
    r"|fonts/ttf/(DejaVu(Serif|SansMono)|STIX|cm|DejaVuSans-BoldOblique)"
    r"|^mpl_toolkits/|^pylab|^matplotlib/(sphinxext|tests|testing)/|backends/(web_backend|qt_editor)"
    r"|backends/(backend_(gtk|qt|wx|tk|mac|nbagg|web|pgf|ps|pdf|svg|cairo)|_backend_(gtk|tk|pdf)|qt_compat|_tkagg)|_ttconv",
    "pillow": r"Pillow\.libs|PIL/(ImageTk|ImageQt|_imagingtk|_imagingcms|_imagingft|_webp|_avif|_imagingmath)",
    "python_dateutil": r"\.tar\.gz$",  # zones of the Earth
    **dict.fromkeys(("fonttools", "matplotlib_pyodide", "pytz"), ""),  # all of it
}
# Latin, accents and Greek; punctuation, super- and subscripts, arrows, mathematics; shapes, marks and dingbats.
SHOWN = (
    (0x20, 0x400),
    (0x1D00, 0x1DC0),
    (0x2000, 0x2400),
    (0x2500, 0x27C0),
    (0xFB00, 0xFB07),
    (0xFFFD, 0xFFFE),
)
OURS = re.compile(r"(app|mlcore)/")  # sources of which are shown to learners
DOCUMENTED = re.compile(r"numpy/")  # it writes into its docstrings; of all others they are left out


def pack(wheels, own, out):
    """Writes the tar file; its members are in order and without times, so that equal content is an equal file."""
    files = {}
    for path in sorted(Path(wheels).glob("*.whl")):
        files |= slim(path)
    for path in sorted(Path(own).rglob("*")):
        if path.is_file() and not re.search(r"/tests/", str(path)):
            files[path.relative_to(own).as_posix()] = path.read_bytes()
    files |= compiled(files)
    with tarfile.open(out, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def slim(path):
    """{name: content} of a wheel, without what is dropped."""
    name = path.name.partition("-")[0].lower()
    drop = DROP.get(name)
    if drop == "":
        return {}
    unwanted = re.compile("|".join(filter(None, (DROP[""], drop))))
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if not each.endswith("/") and not unwanted.search(each)]
        files = {each: archive.read(each) for each in names}
    if name == "matplotlib":
        files |= {each: subset(files[each]) for each in files if each.endswith(".ttf")}
        files["matplotlib/fontlist.json"] = fonts(unwanted)
        files["mpl_toolkits/mplot3d/__init__.py"] = b"class Axes3D:\n    name = '3d'\n"  # else it warns
    return files


def subset(font):
    """A font with the letters, signs and symbols that pictures may show: a third of its size."""
    tool = importlib.import_module("fontTools.subset")  # of the release: it is not installed here
    known = importlib.import_module("fontTools.ttLib").TTFont(io.BytesIO(font))
    smaller = tool.Subsetter(
        tool.Options(
            name_IDs=["*"],
            name_languages=["*"],
            layout_features=[],
            notdef_outline=True,
            drop_tables=["FFTM"],
        )
    )
    smaller.populate(unicodes=[code for block in SHOWN for code in range(*block)])
    smaller.subset(known)
    out = io.BytesIO()
    known.save(out)
    return out.getvalue()


def fonts(unwanted):
    """matplotlib's list of fonts, with those that are left: found once here, and not in every browser."""
    from matplotlib import font_manager

    manager = font_manager.FontManager()
    manager.ttflist = [font for font in manager.ttflist if not unwanted.search(relative(font.fname))]
    manager.afmlist = []
    font_manager.json_dump(manager, "/fontlist.json")
    return Path("/fontlist.json").read_bytes()


def relative(font):
    return "matplotlib/mpl-data/" + font.rpartition("mpl-data/")[2]


def compiled(files):
    """Byte code in place of each source; beside it where the source is shown. What was a source is taken out."""
    out = {}
    for name in [each for each in files if each.endswith(".py")]:
        ours = OURS.match(name)
        source = files[name] if ours else files.pop(name)
        try:
            code = compile(
                source,
                name,
                "exec",
                dont_inherit=True,
                optimize=0 if ours else 1 if DOCUMENTED.match(name) else 2,
            )
        except SyntaxError:  # for another Python
            continue
        folder, _, last = name.rpartition("/")
        cached = f"{folder}/__pycache__/{last[:-3]}.cpython-312.pyc" if ours else name + "c"
        # By hash and unchecked: there are no times to compare.
        header = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
        out[cached] = header + marshal.dumps(code)
    return out
