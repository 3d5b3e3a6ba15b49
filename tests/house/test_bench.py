"""The benchmark runs, without any peer beyond those that the tests have, and its contenders agree."""

import sys

import numpy as np
import pytest
from sources import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

import contenders as c
import peers

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("title", peers.STEPS)
def test_contenders_make_the_same_steps(title):
    case, kinds, _ = peers.STEPS[title]
    peers.check_same_loss(case, peers.available(kinds))


def test_tables_are_made_and_name_the_floor():
    best = peers.time_steps(peers.SMALL, [c.Mlcore, c.PlainNumpy], steps=2, turns=2)
    text = peers.table("a step", best)
    assert "| mlcore | " in text and "| floor | " in text and " | 1.00 |" in text
    assert "one thread" in peers.machine()


def test_curves_imports_and_growth_are_measured():
    assert set(peers.time_curves(None, [c.Mlcore], turns=1)) == {"mlcore"}
    assert peers.time_imports(turns=1).keys() == {"import numpy", "import mlcore"}
    assert [row[0] for row in peers.growth(turns=1)] == ["samples", "width", "depth", "members"]


def test_goals_stand_beside_what_was_reached():
    names = ("mlcore", "plain numpy", "floor")
    measured = {
        (title, d): dict.fromkeys(names, 1.0) for title in peers.STEPS for d in (np.float64, np.float32)
    }
    measured |= {(title, np.float64): {"mlcore": 1.0} for title in ("curve", "curves")}
    text = "\n".join(peers.goals(measured))
    assert "| plain numpy | ≥ 1.9 | 1.00 | no |" in text and "| floor | ≤ 1.6 | 1.00 | yes |" in text
