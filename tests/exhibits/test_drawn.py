"""What is drawn is what was computed: the named parts of every picture, read back and held to the numbers."""

from functools import lru_cache
from types import SimpleNamespace

import pytest
from drawn import SHOWN, WORDS_ONLY, backpropagation, initialization, mixture, playground, symmetry, took_off
from drawn.reading import Shown
from drawn.see import See

from app.exhibits import exhibits
from app.pictures.drawing import Drawing

EXHIBITS = exhibits()
TABLES = backpropagation, initialization, mixture, playground, symmetry, took_off
WIDTHS = {"wide": 816, "narrow": 390}


@lru_cache(8)
def results(key, variant):
    """At the start of a run of these settings, after a step or two, and after some more."""
    entry = SHOWN[key]
    run = EXHIBITS[key].start(**entry.settings[variant % len(entry.settings)]).start()
    found, goes_on = [], True
    for steps in (0, 1, entry.steps):
        for _ in range(steps):
            goes_on = goes_on and run.step()
        while goes_on and not run.ready:
            goes_on = run.step()
        found.append(run.result())
    return found


def cases():
    """Each exhibit wide and narrow, with settings of each kind; the rest of the combinations are long."""
    for key in EXHIBITS:
        for variant in range(len(SHOWN[key].settings) if key in SHOWN else 1):
            for i, (name, width) in enumerate(WIDTHS.items()):
                rest = pytest.mark.long if variant % 2 != i or variant > 3 else ()
                yield pytest.param(key, variant, width, id=f"{key}-{variant}-{name}", marks=rest)


@pytest.mark.parametrize(("key", "variant", "width"), [*cases()])
def test_what_is_drawn_is_what_was_computed(key, variant, width):
    topic = key.partition(".")[0]
    assert key in SHOWN, (
        f"write what the parts of {key} show: a function with @shows in tests/drawn/{topic}.py"
    )
    first, *later = results(key, variant)
    pinned = results(key, variant + 1)[-1]
    shown = Shown(EXHIBITS[key], width)
    frames = [(first, None), (later[0], None), (later[-1], None)]
    if pinned.outcome is not None:
        frames += [(later[-1], pinned), (first, pinned), (later[-1], None)]
    for r, old in frames:
        shown.show(r, old)
        see = See(shown)
        SHOWN[key].check(see, r, old, first)
        assert not [*shown.stale()], (
            "something moved that is kept as background: it belongs to the drawing's parts"
        )
    unsaid = {part for part in shown.parts if part.rpartition(".")[2] not in WORDS_ONLY} - see.named
    assert not unsaid, f"say in tests/drawn/{topic}.py what these parts show: {sorted(unsaid)}"


@pytest.mark.parametrize("named", [True, False])
def test_what_moves_and_is_kept_as_background_is_noticed(named):
    def plot(fig):
        ax = fig.add_subplot(xlim=(0, 2), ylim=(0, 2))
        (line,) = ax.plot([], [])
        return Drawing(lambda y, pinned: line.set_data([0, 1], [y, y]), **({"line": line} if named else {}))

    shown = Shown(SimpleNamespace(plot=lambda: plot, heights=(200, 200)), 390)
    for y in (0, 0, 1):
        shown.show(y)
        stale = [*shown.stale()]
    assert bool(stale) != named
