"""One line while live-coding: a live picture of the net that was just typed."""

import time

from app.experiments.watch import Watch, WatchRun
from app.panel import Panel
from app.player import FRAME
from app.plots.watch import PLACES, room, watching
from app.view import View
from app.words import plain
from mlcore import MLP, GradientDescent, Training, train

HEIGHTS = (360, 760)


def watch(what, X=None, Y=None, optimizer=None, batch=None, rng=None, units=False):
    """Show nets while they train, in JupyterLab.

    ``watch(net, X, Y, Adam(0.01))`` is a panel with play and pause; a dict {name: net} or a list compares nets
    on the same data; ``batch=32, rng=0`` learns from minibatches. With two inputs ``units=True`` adds what each
    hidden unit of the first net answers over the plane (8 units of 3 layers at most).
    ``for step in watch(train(net, X, Y, …)): …`` runs the class's own loop and draws as it goes; the kernel's
    interrupt stops it. X is N[0] × N_s and Y is N[L] × N_s, as everywhere.
    """
    if isinstance(what, Training):
        return loop(what)
    if X is None or Y is None:
        raise ValueError("watch(net, X, Y, optimizer) needs the data: X is N[0] × N_s and Y is N[L] × N_s.")
    nets = named(what)
    optimizer = optimizer or GradientDescent(0.1)
    trainings = {name: train(net, X, Y, optimizer, batch=batch, rng=rng) for name, net in nets.items()}
    experiment = Watch(trainings, units)
    first = experiment.start().result()
    hidden = [len(maps) for maps in first.units]
    heights = tuple(height + room(hidden, place) for height, place in zip(HEIGHTS, PLACES, strict=True))
    return Panel(experiment, watching(nets, bool(first.maps), hidden), "watch", heights)


def named(what):
    """{name: net} of a net, a list of nets or a dict of them."""
    if isinstance(what, MLP):
        return {"net": what}
    nets = what if isinstance(what, dict) else {f"net {i}": net for i, net in enumerate(what, start=1)}
    wrong = [name for name, net in nets.items() if not isinstance(net, MLP)]
    if wrong or not nets:
        raise ValueError("watch wants a net, a list of nets or a dict {name: net}, or what train(…) gives.")
    return nets


def loop(training):
    """The records of a training, drawn ten times a second on their way to the caller's loop.

    A blocking cell hears nothing from its page, so frames are sent as they come, without waiting for it.
    """
    run, view, drawn = WatchRun({"net": training}), None, 0.0
    try:
        for record in training:
            run.take("net", record)
            if time.monotonic() - drawn >= FRAME:
                view = view or displayed(run.result())
                draw(view, run.result())
                drawn = time.monotonic()
            yield record
    finally:  # the loop's own end, a break, or the kernel's interrupt: the last picture shows where it stopped
        if view is not None:
            draw(view, run.result())
            settle(view, run.result())


def displayed(result):
    """A view on the page, beneath the running cell."""
    from IPython.display import display

    view = View(watching(["net"], bool(result.maps)), HEIGHTS)
    display(view.picture)
    return view


def draw(view, result, live=True):
    view.show(result, plain(f"{result.status}. {result.sentence}"), live)


def settle(view, result):
    """Once the cell is done the page can say how wide it is: the last picture is drawn anew for it."""
    view.picture.observe(lambda _: view.fits or draw(view, result, live=False), "reports")
