"""The class's own loop over a training, drawn as it goes."""

from app.watch.curves_picture import start_of
from app.watch.experiment import WatchRun
from app.watch.live import Live
from app.watch.picture import heights, watching
from mlcore.checks.errors import UnknownName, WrongArgument

HOW = "Go through it, and it is drawn: for step in watch(train(…)): pass."


class Loop:
    """The records of a training, drawn ten times a second at most on their way to the caller's loop."""

    def __init__(self, training, looks=False, pace=None, big=False):
        self.training, self.measured = training, WatchRun({"net": training}, inside=looks)
        kinds = self.measured.kinds
        plot = watching({"net": start_of("net", training.net)}, kinds, looks=looks)
        self.live = Live(plot, heights(looks=looks, kinds=kinds), pace, big)

    def __iter__(self):
        try:
            for record in self.training:
                self.measured.take("net", record)
                if self.live.due:
                    self.draw()
                yield record
                self.live.rest()
                self.measured.keep()
        except KeyboardInterrupt:  # the kernel's stop button ends the loop; what stands below it still runs
            pass
        finally:  # the loop's own end, a break or an interrupt: the last picture shows where it stopped
            if self.measured.losses["net"].length:
                self.measured.coarse = False
                self.live.end(self.measured.result())

    def __repr__(self):
        return HOW

    def __getattr__(self, name):
        if name.startswith("_"):  # IPython asks for many
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise UnknownName(f"A loop that is drawn has no {name}. {HOW}")

    def __getitem__(self, place):
        raise WrongArgument(HOW)

    def draw(self):
        """Measure and paint what there is now."""
        with self.live.frame():
            self.measured.coarse = True
            self.live.draw(self.measured.result())
