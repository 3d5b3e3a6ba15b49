"""Which named part of which picture shows what: a function an exhibit, from numbers that no picture has prepared.

    @shows("topic.exhibit", {…settings}, {…other settings}, steps=8)
    def exhibit(see, r, old, first): see.line("part", x, y) …

r is the result that is drawn, old the pinned one or None, first the result of the same run at its start. `see` holds
the named parts of the drawing to numbers; a part that no line here mentions fails the test.
"""

from dataclasses import dataclass

WORDS_ONLY = (
    "name",
    "names",
    "key",
    "heads",
    "words",
    "goal_names",
    "floor_names",
    "zeros",
    "why",
    "links",
    "note",
)


@dataclass(frozen=True)
class Entry:
    check: object
    settings: tuple
    steps: int


SHOWN = {}


def shows(*exhibits, steps=8):
    """`exhibits`: keys of the registry, and settings to try: a run of each is pinned beside the one before it."""
    keys = [e for e in exhibits if isinstance(e, str)]
    settings = tuple(e for e in exhibits if not isinstance(e, str))

    def enter(check):
        SHOWN.update({key: Entry(check, settings, steps) for key in keys})
        return check

    return enter
