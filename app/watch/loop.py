"""The class's own loop over a training, drawn as it goes."""

from app.watch.experiment import WatchRun
from app.watch.live import Live
from app.watch.picture import heights, watching
from app.watch.starts import start_of


class Loop:
    """The records of a training, drawn ten times a second at most on their way to the caller's loop."""

    def __init__(self, training, looks=False, pace=None, big=False):
        self.training, self.run = training, WatchRun({"net": training}, inside=looks)
        kinds = self.run.kinds
        plot = watching({"net": start_of("net", training.net)}, kinds, looks=looks)
        self.live = Live(plot, heights(looks=looks, kinds=kinds), pace, big)

    def __iter__(self):
        try:
            for record in self.training:
                self.run.take("net", record)
                if self.live.due:
                    self.draw()
                yield record
                self.live.rest()
                self.run.keep()
        except KeyboardInterrupt:  # the kernel's stop button ends the loop; what stands below it still runs
            pass
        finally:  # the loop's own end, a break or an interrupt: the last picture shows where it stopped
            if self.run.losses["net"].length:
                self.run.coarse = False
                self.live.end(self.run.result())

    def __repr__(self):
        return "Go through it, and it is drawn: for step in watch(train(…)): …"

    def draw(self):
        """Measure and paint what there is now."""
        with self.live.frame():
            self.run.coarse = True
            self.live.draw(self.run.result())
