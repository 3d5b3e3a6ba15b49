"""The numbers that a lesson's prose says, found by the words around them, so that text and test cannot part."""

import re

import nbformat
from sources import ROOT

LESSONS = ROOT / "lessons"
WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
DIGITS = r"\d[\d,]*(?:\.\d+)?(?<!,)"
NUMBER = re.compile(rf"(?<![\w.])−?{DIGITS}")


class Prose:
    """The words of a lesson, without its equations and without what its terms mean. `says(pattern, …)` makes a test of
    what the patterns find: regular expressions in which {n} is a number and {w} one in words."""

    def __init__(self, name):
        cells = nbformat.read(LESSONS / name, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        text = re.sub(r"\[([^\]]*)\]\(\?[^)]*\)", r"\1", text)  # of a link that acts, its words
        text = re.sub(
            r"</?(abbr|span)[^>]*>", "", text
        )  # symbols, and what is kept back until a question is answered
        self.text = re.sub(r"\$\$.*?\$\$|\$.*?\$", "…", text, flags=re.DOTALL)
        self.claims = []

    def match(self, pattern):
        written = pattern.replace("{n}", f"(−?{DIGITS})").replace("{w}", f"({'|'.join(WORDS)})")
        found = list(re.finditer(f"(?i:{written})", self.text))
        assert len(found) == 1, f"the lesson says {pattern!r} {len(found)} times"
        return found[0]

    def says(self, *patterns):
        """For a test of numbers: it gets those in the groups of each pattern, a list a pattern."""
        self.claims += patterns

        def wrap(test):
            def check():
                test(*([number(group) for group in self.match(p).groups()] for p in patterns))

            check.__name__, check.__doc__ = test.__name__, test.__doc__
            return check

        return wrap

    def unclaimed(self, exceptions):
        """Numbers with the words around them that no test has asked for, and that are no exception."""
        spans = [self.match(pattern).span() for pattern in [*self.claims, *exceptions]]
        return [
            self.text[max(0, found.start() - 30) : found.end() + 20]
            for found in NUMBER.finditer(self.text)
            if not any(start <= found.start() and found.end() <= end for start, end in spans)
        ]


def number(text):
    """−1.5 of '−1.5', 2000 of '2,000', 3 of 'three'."""
    if text.lower() in WORDS:
        return WORDS.index(text.lower())
    return float(text.replace("−", "-").replace(",", ""))
