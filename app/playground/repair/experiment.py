"""A broken net to be mended: the playground with one of eight bad settings, and a count of what was changed."""

from dataclasses import dataclass

from app.experiment import Choice
from app.experiment.words import listed, percent, plural
from app.playground.play.experiment import Play
from app.playground.play.result import PlayResult
from app.playground.play.run import PlayRun
from app.playground.play.words import losses, median
from app.playground.repair.nets import CHANGES, NETS

FIRST = next(iter(NETS))
GIVEN = ("data", "points", "samples", "noise", "test", "draw", "seeds")  # to be left as they are
FREE = ("broken", "seed")  # may be anything


class Repair(Play):
    """`broken` sets all that is wrong with a net; what else is moved is a change."""

    broken = Choice(NETS, FIRST, "Which net")

    def __init__(self, **settings):
        super().__init__(**(NETS[FIRST].settings | settings))
        self.mended = set()
        self.observe(self._another, "broken")

    @classmethod
    def knobs(cls):
        """Which net it is comes first, since it sets the others."""
        found = super().knobs()
        return {"broken": found["broken"]} | found

    def _another(self, change):
        for name, value in as_broken(change["new"]).items():
            setattr(self, name, value)

    def start(self, previous=None):
        self.run = RepairRun(self)
        return self.run


def as_broken(net):
    """{knob: value} of a net as it was broken, of all that makes a run another one."""
    own = {
        name: knob.default_value for name, knob in Play.knobs().items() if not knob.view and name not in FREE
    }
    return own | NETS[net].settings


class RepairRun(PlayRun):
    """The same run; who reaches the goal in time, with few changes, has mended a net."""

    def __init__(self, experiment):
        self.mended = experiment.mended
        super().__init__(experiment)

    def result(self):
        r = RepairResult(**self.measured(), mended=())
        if r.done:
            self.mended.add(r.settings["broken"])
        return RepairResult(**{**vars(r), "mended": tuple(sorted(self.mended))})


@dataclass(frozen=True, eq=False, kw_only=True)
class RepairResult(PlayResult):
    """mended: the names of the nets that have been mended so far."""

    mended: tuple

    @property
    def changed(self):
        """The knobs that differ from the net as it was broken."""
        return [
            name for name, value in as_broken(self.settings["broken"]).items() if self.settings[name] != value
        ]

    @property
    def done(self):
        net, changed = NETS[self.settings["broken"]], self.changed
        allowed = 0 < len(changed) <= CHANGES and not set(changed) & set(GIVEN)
        return allowed and self.step <= net.updates and bool(median(self.correct[1]) >= net.goal)

    @property
    def sentence(self):
        net, changed = NETS[self.settings["broken"]], self.changed
        labels = [LABELS[name] for name in changed]
        score = f"{len(self.mended)} of {plural(len(NETS), 'net')} mended so far."
        if set(changed) & set(GIVEN):
            return f"{losses(self)} The data are given: other data ({listed(labels)}) mend no net. {score}"
        made = f"{plural(len(changed), 'change')}: {listed(labels)}" if changed else "nothing changed yet"
        if self.done:
            return f"**Mended**, {made}. {losses(self)} {score}"
        if len(changed) > CHANGES:
            return f"{losses(self)} That is {made}; {plural(CHANGES, 'change')} are enough. {score}"
        goal = f"Goal: {percent(net.goal)} of the test samples within {plural(net.updates, 'update')}"
        return f"{losses(self)} {goal}, with {CHANGES} or fewer changes; {made}. {score}"

    @property
    def remedy(self):
        """None: that is the learner's part."""
        return None


LABELS = {name: knob.label.lower() for name, knob in Play.knobs().items()}
