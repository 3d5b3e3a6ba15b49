"""What all widgets have in common: where their code and style come from."""

import os
from functools import cache
from pathlib import Path

import anywidget

HERE = Path(__file__).parent
# On a lesson's page the server has both, to be loaded once and kept: some thirty widgets would bring 0.8 MB along.
# Nothing is waited for before a view is drawn: to anywidget a widget that is not ready after two seconds is an error,
# on a slow network, too.
SERVED = """const script = (async () => {{
  const {{ load }} = await import(new URL("{place}/load.js", location.href));
  return load({script!r}, {style!r});
}})();
let begun;
export default {{
  initialize(model) {{
    begun = script.then(widget => widget.initialize?.(model));
    return () => begun.then(end => end?.());
  }},
  async render(view) {{
    await begun;
    return (await script).render?.(view);
  }},
}};"""


class Widget(anywidget.AnyWidget):
    """A subclass names its `script` and its `style`, files beside this one; "" for none, "a.js+b.js" for two as one."""

    script = ""
    style = ""

    def __init__(self, **traits):
        place = served()
        self._esm = (
            SERVED.format(place=place, script=self.script, style=self.style)
            if place
            else read(self.script) or "export default {};"
        )
        self._css = "" if place else read(self.style)
        super().__init__(**traits)


def served():
    """Where a page of ours finds these files, as a path; "" elsewhere (JupyterLab), where the kernel sends them."""
    base, files = os.environ.get("VOILA_BASE_URL"), os.environ.get("BACKPROP_LAB_FILES")
    return f"{base.rstrip('/')}/{files}/widgets" if base and files else ""


@cache
def read(name):
    """The text of a file; without a script a widget is one that only brings its style."""
    return "\n".join((HERE / each).read_text(encoding="utf-8") for each in name.split("+")) if name else ""
