"""One line while live-coding: a live picture of the net that was just typed."""

import time

import ipywidgets as W

from app.experiment.words import html, plain
from app.watch.experiment import Watch, WatchRun
from app.watch.picture import PLACES, room, watching
from app.widgets import Net
from app.workbench.panel import Panel, drawn_nets, words
from app.workbench.screen import FRAME
from app.workbench.view import View
from mlcore import MLP, Dataset, GradientDescent, Training, train
from mlcore.arguments import checked_call
from mlcore.errors import WrongValue

HEIGHTS = (360, 760)
WANTED = "watch wants a net, a list of nets or a dict {name: net}, or what train(…) gives."


@checked_call
def watch(what, X=None, Y=None, optimizer=None, batch=None, rng=None, test=None, units=False):
    """Show nets while they train, in JupyterLab.

    ``watch(net, X, Y, Adam(0.01))`` is a panel with play and pause, and so is ``watch(net, data, Adam(0.01))`` for a
    data set of `mlcore.datasets`; a dict {name: net} or a list compares nets
    on the same data, with one optimizer or a dict of them by the same names; ``batch=32, rng=0`` learns from
    minibatches; ``test=(X, Y)`` draws the loss of data that are not learnt from. Nets of at most 6 layers of 8 units
    are drawn unit by unit (three of them): weights as edges, and with two inputs each unit as a map over the plane.
    ``units=True`` adds such maps to the picture, larger, of any first net (8 units of 3 layers at most).
    ``for step in watch(train(net, X, Y, …)): …`` runs the class's own loop and draws as it goes; the kernel's
    interrupt ends it. X is N[0] × N_s and Y is N[L] × N_s, as everywhere. Nets go on from the weights they have.
    """
    if isinstance(what, Training):
        if X is not None or optimizer is not None:
            raise WrongValue("train(…) has its data and its optimizer already: watch(train(net, X, Y, …)).")
        return Loop(what)
    if isinstance(X, Dataset):
        if Y is not None and optimizer is not None:
            raise WrongValue("A data set has its Y already: watch(net, data, Adam(0.01)).")
        (X, Y), optimizer = X, optimizer if Y is None else Y
    if isinstance(test, Dataset):
        test = tuple(test)
    if X is None or Y is None:
        raise WrongValue("watch(net, X, Y, optimizer) needs the data: X is N[0] × N_s and Y is N[L] × N_s.")
    nets = named(what)
    trainings = {
        name: started(name, net, X, Y, chosen(optimizer, name), batch=batch, rng=rng, test=test)
        for name, net in nets.items()
    }
    experiment = Watch(trainings, units)
    first = experiment.start().result()
    hidden = [len(maps) for maps in first.units]
    heights = tuple(height + room(hidden, place) for height, place in zip(HEIGHTS, PLACES, strict=True))
    return Panel(experiment, watching(nets, bool(first.maps), hidden), "watch", heights)


def named(what):
    """{name: net} of a net, a list of nets or a dict of them."""
    if isinstance(what, MLP):
        return {"net": what}
    if not isinstance(what, (dict, list, tuple)):
        raise WrongValue(WANTED)
    nets = what if isinstance(what, dict) else {f"net {i}": net for i, net in enumerate(what, start=1)}
    wrong = [name for name, net in nets.items() if not isinstance(net, MLP)]
    if wrong or not nets:
        raise WrongValue(WANTED)
    if len({id(net) for net in nets.values()}) < len(nets):
        raise WrongValue(
            "Two of these are one and the same net: make one for each name, they train side by side."
        )
    return nets


def chosen(optimizer, name):
    """The optimizer of this net."""
    if isinstance(optimizer, dict):
        if name not in optimizer:
            raise WrongValue(
                f"No optimizer is given for {name}: the dict has {', '.join(map(str, optimizer))}."
            )
        return optimizer[name]
    return GradientDescent(0.1) if optimizer is None else optimizer


def started(name, net, *data, **settings):
    """The training of one of the nets; what is wrong is said with its name."""
    try:
        return train(net, *data, **settings)
    except ValueError as error:
        raise WrongValue(f"{name}: {error}") from error.__cause__


class Loop:
    """The records of a training, drawn ten times a second on their way to the caller's loop.

    A blocking cell hears nothing from its page, so frames are sent as they come, without waiting for it.
    """

    def __init__(self, training):
        self.training, self.run = training, WatchRun({"net": training})
        self.view, self.net, self.words = None, Net(), words("sentence")

    def __iter__(self):
        drawn = 0.0
        try:
            for record in self.training:
                self.run.take("net", record)
                if time.monotonic() - drawn >= FRAME:
                    self.draw()
                    drawn = time.monotonic()
                yield record
        except KeyboardInterrupt:  # the kernel's stop button ends the loop; what stands below it still runs
            pass
        finally:  # the loop's own end, a break or an interrupt: the last picture shows where it stopped
            if self.view is not None:
                self.draw()
                self.settle()

    def __repr__(self):
        return "Go through it, and it is drawn: for step in watch(train(…)): …"

    def draw(self, live=True):
        """Paint what there is now; not `live`: at the screen's own resolution."""
        result = self.run.result()
        self.view = self.view or self.displayed(result)
        words = f"{result.status}. {result.sentence}"
        self.view.show(result, plain(words), live)
        self.net.show(*drawn_nets(result), wait=False)
        self.words.value = html(words)

    def displayed(self, result):
        """A view on the page, beneath the running cell, and what it says."""
        from IPython.display import display

        view = View(watching(["net"], bool(result.maps)), HEIGHTS)
        display(W.VBox([*([self.net] if result.net else []), view.picture, self.words]))
        return view

    def settle(self):
        """Once the cell is done the page can say how wide it is: the last picture is drawn anew for it."""
        self.view.picture.observe(lambda _: self.view.fits or self.draw(live=False), "reports")
