"""One line while live-coding: a live picture of the net that was just typed."""

import numpy as np

from app.watch.board import board, check_pace
from app.watch.curves_picture import start_of
from app.watch.experiment import PACE, Watch
from app.watch.loop import Loop
from app.watch.picture import IN_HALL, heights, watching
from app.watch.session import after_each_cell, hall
from app.workbench.panel import Panel
from mlcore import MLP, Dataset, GradientDescent, Optimizer, Training, train
from mlcore.checks.arguments import check_flag, checked_call
from mlcore.checks.errors import NotAssigned, UnknownName, WrongValue
from mlcore.checks.names import OURS, did_you_mean

INSTEAD = {
    **dict.fromkeys(
        ("play", "pause", "step", "run", "reset", "start", "stop", "train", "fit", "next"),
        ": press its button, or for record in watch(train(…)) is a loop",
    ),
    **dict.fromkeys(
        ("save", "savefig", "figure", "png", "csv", "to_csv"), ": it stands under link, code and files"
    ),
    **dict.fromkeys(("show", "display", "plot"), ": it is shown where a cell ends with it"),
    **dict.fromkeys(("update", "refresh", "redraw", "draw"), ": look() draws it anew"),
    **dict.fromkeys(
        ("net", "loss", "losses", "W", "weights"), ": the net that was given to it holds all, as net.W[1]"
    ),
}
HAS = ". It has look(), which shows weights as they are now; the rest are its buttons"
WANTED = "watch wants a net, a list of nets or a dict {name: net}, or what train(…) gives."


@checked_call
def watch(
    what,
    X=None,
    Y=None,
    optimizer=None,
    batch=None,
    rng=None,
    test=None,
    units=False,
    histograms=False,
    pace=None,
    big=False,
):
    """Show nets while they train, in JupyterLab.

    ``watch(net, X, Y, Adam(0.01))`` is a panel with play and pause, and so is ``watch(net, data, Adam(0.01))`` for a
    data set of `mlcore.datasets`; a dict {name: net} or a list compares nets
    on the same data, with one optimizer or a dict of them by the same names; ``batch=32, rng=0`` learns from
    minibatches; ``test=(X, Y)`` draws the loss of data that are not learnt from. A net has the colour of its start, by
    the name it is given or by the initializer it was drawn with.

    What it answers is drawn as the task wants it: of one input a curve through the data, or p(y | x) for a Gaussian and
    a mixture; of two the regions of up to ten classes, each with its number, or the number; of digits a tile each,
    with what the net says above it, and what it is where that is wrong. Nets of at most 6 layers of 8 units are drawn
    unit by unit (three of them): weights as edges, and with two inputs each unit as a map over the plane.
    ``units=True`` adds such maps to the picture, larger, of any first net, ``units="He"`` of the one with that name (8
    units of 3 layers at most). ``histograms=True`` adds the first net inside, layer by layer: how its activations and
    gradients are spread, saturated and dead units, and how large an update is beside its weights.

    ``pace=10`` makes ten updates a second (100 otherwise); measuring and drawing take 30 % of the time at the most, and
    of a large net planes are coarse until it rests. An edge that is dragged, or ``net.W[1] = …`` in another cell, is
    seen at once, or by ``panel.look()``. ``big=True`` is for a hall: letters of 20 pixels, the play bar above, no net
    unit by unit; ``watch.hall()`` does that for all panels of the page.

    ``for step in watch(train(net, X, Y, …)): …`` runs the class's own loop and draws as it goes; the kernel's
    interrupt ends it, and a saved notebook keeps its last picture. ``watch.board(X, Y)`` is for a loop in plain numpy.
    X is N[0] × N_s and Y is N[L] × N_s, as everywhere. Nets go on from the weights they have.
    """
    check_pace(pace)
    for flag, name in ((histograms, "histograms"), (big, "big")):
        check_flag(flag, name)
    if isinstance(what, Training):
        if X is not None or Y is not None or optimizer is not None:
            raise WrongValue("train(…) has its data and its optimizer already: watch(train(net, X, Y, …)).")
        if test is not None or batch is not None or rng is not None:
            raise WrongValue(
                "These are the training's: watch(train(net, X, Y, …, batch=32, rng=0, test=(X, Y)))."
            )
        if units is not False:
            raise WrongValue(
                "A loop of one's own has no maps of units: watch(net, data, units=True) has them."
            )
        return Loop(what, histograms, pace, big)
    nets = named(what)
    if isinstance(X, Dataset) or (isinstance(X, tuple) and len(X) == 2):
        if Y is not None and optimizer is not None:
            raise WrongValue("A data set has its Y already: watch(net, data, Adam(0.01)).")
        (X, Y), optimizer = X, optimizer if Y is None else Y
    if isinstance(test, Dataset):
        test = tuple(test)
    if X is None or Y is None or isinstance(Y, Optimizer):
        raise WrongValue("watch(net, X, Y, optimizer) needs the data: X is N[0] × N_s and Y is N[L] × N_s.")
    trainings = {
        name: started(name, net, X, Y, chosen(optimizer, name), batch=batch, rng=rng, test=test)
        for name, net in nets.items()
    }
    units = whose(units, nets)
    experiment = Watch(trainings, units=units, inside=histograms, pace=pace or PACE)
    run = experiment.start()
    hidden = [len(maps) for maps in run.result().units]
    kinds = run.kinds
    starts = {name: start_of(name, net) for name, net in nets.items()}
    plot = watching(starts, kinds, hidden, units, histograms)
    return WatchPanel(experiment, plot, heights(hidden, histograms, kinds), big)


watch.board, watch.hall = board, hall


class WatchPanel(Panel):
    """A panel whose nets live in the notebook, too: what is changed there by hand is seen here."""

    def __init__(self, experiment, plot, heights, big=False, name="watch"):
        super().__init__(experiment, plot, name, heights)
        self.add_class("bl-watch")
        self.view.hall = IN_HALL
        if big:
            self.add_class("bl-big")
        after_each_cell(self._ran)

    def __getattr__(self, name):
        if name.startswith("_"):  # IPython asks for many
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise UnknownName(f"A panel has no {name}{INSTEAD.get(name, HAS)}.")

    def __setattr__(self, name, value):
        if name in OURS["rate"].split() or name in ("rate", "optimizer"):
            raise NotAssigned(
                f"A panel has no {name}: watch(net, data, Adam(0.001)) goes on with another rate."
            )
        super().__setattr__(name, value)

    @checked_call
    def look(self):
        """Measure and show what there is, with weights as they are now."""
        self.player.run.edited()
        self.player.look()

    def _ran(self):
        """A cell has run, which may have changed a weight; while it plays, the next frame shows that."""
        if not self.player.moving and self.player.run.edited():
            self.player.look()

    def _edited(self, layer, i, j, value):
        """An edge of the drawn net was dragged."""
        (training,) = self.experiment.trainings.values()
        net = training.net
        W = net.W[layer].copy()
        W[(i, j) if net.members is None else (0, i, j)] = value
        net.W[layer] = W
        self.look()


def whose(units, nets):
    """The name of the net whose units are asked for, or None."""
    if isinstance(units, (bool, np.bool_)):
        return next(iter(nets)) if units else None
    if units not in nets:
        raise WrongValue(
            f"units is True, or the name of a net. {did_you_mean(str(units), map(str, nets), quoted=True)}"
        )
    return units


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
