"""Every exhibit of every topic: what the tests of all panels run over."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from app.workbench.exhibit import Exhibit


def exhibits() -> dict[str, Exhibit]:
    """{'topic.name': Exhibit}, found by looking: a folder of a topic that has an EXHIBIT is one."""
    found = {}
    here = Path(__file__).parent
    for topic in iter_modules([str(here)]):
        for folder in iter_modules([str(here / topic.name)]):
            if topic.ispkg and folder.ispkg:
                module = import_module(f"app.{topic.name}.{folder.name}")
                if exhibit := getattr(module, "EXHIBIT", None):
                    found[f"{topic.name}.{exhibit.name}"] = exhibit
    return found
