"""The values themselves: how Z, A, W and dZ are spread in each layer, at the start and while the nets train."""

from dataclasses import dataclass, fields

import numpy as np

from app.experiment import Choice, Whole
from app.initialization.histograms.words import in_words
from app.initialization.signal.experiment import Initialization, InitializationResult, InitializationRun
from app.initialization.signal.words import nets, slow

QUANTITIES = ("Z", "A", "W", "dZ", "dW")
SCALES = ("orders of magnitude", "values")
RIDGES = 10  # layers, at most
BINS = 40
ENOUGH = 10_000  # values of a layer, over all seeds: more would only cost time
COVERED = 0.995  # of a layer's values lie inside the axis


class Histograms(Initialization):
    """The nets of `Initialization`, seen value by value: two quantities beside each other."""

    left = Choice(QUANTITIES, "A", "Left picture", view=True)
    right = Choice(QUANTITIES, "dZ", "Right picture", view=True)
    curves = None  # there are none here
    scale = Choice(SCALES, SCALES[0], "Axis", view=True)
    layer = Whole(0, "Layer alone", 0, 50, view=True, note=lambda e: "" if e.layer else "0: up to ten layers")

    def start(self, previous=None):
        return HistogramsRun(self, previous)


@dataclass(frozen=True, eq=False)
class Ridges:
    """One quantity. shares: of the values that are not 0, by layer, bin and seed; zeros: the share of exact zeros
    by layer; within: what half-width holds nine tenths of the values that are not 0; layers: their numbers;
    log: edges are powers of ten, and the values are taken without their sign."""

    what: str
    layers: np.ndarray
    edges: np.ndarray
    shares: np.ndarray
    zeros: np.ndarray
    within: np.ndarray
    log: bool


class HistogramsRun(InitializationRun):
    """As its parent; the axes only grow while the nets train."""

    def __init__(self, experiment, previous=None):
        self.reach = {}
        super().__init__(experiment, previous)

    def rest(self):
        self.starts.rest()  # the pictures read the nets themselves

    def result(self):
        plain = super().result()
        self.alive = [m for m in range(self.nets.members) if m not in dict(plain.diverged)]
        return HistogramsResult(
            **{field.name: getattr(plain, field.name) for field in fields(plain)},
            left=self._ridges(self.settings["left"]),
            right=self._ridges(self.settings["right"]),
        )

    def _ridges(self, what):
        """Of the seeds that train, as the words below the picture; of all, as last seen, where none does any more."""
        L = len(self.widths) - 1
        top = L - 1 if what == "A" and L > 1 else L  # A[L] is a probability
        alone = self.settings["layer"]
        layers = np.array([min(alone, top)]) if alone else chosen(top)
        seeds = self.alive or slice(None)
        arrays = [
            values(np.concatenate([getattr(net, what)[k] for net in self.nets.nets])[seeds]) for k in layers
        ]
        sizes = [np.abs(D[np.isfinite(D) & (D != 0)]) for D in arrays]
        log = self.settings["scale"] == SCALES[0]
        low, high = self._reach(what, sizes, log)
        return Ridges(
            what=what,
            layers=layers,
            edges=np.linspace(low, high, BINS + 1),
            shares=np.array([shares(D, low, high, log) for D in arrays]),
            zeros=np.array([float(np.mean(D == 0)) for D in arrays]),
            within=np.array([float(np.quantile(size, 0.9)) if size.size else 0.0 for size in sizes]),
            log=log,
        )

    def _reach(self, what, sizes, log):
        """The ends of the axis: 1, 2 or 5 times a power of ten, or whole powers of ten."""
        sizes = [size for size in sizes if size.size]
        far = max((np.quantile(size, COVERED) for size in sizes), default=1.0)
        if log:
            near = min((np.quantile(size, 1 - COVERED) for size in sizes), default=1.0)
            ends = np.floor(np.log10(near)), np.ceil(np.log10(far))
            ends = ends if ends[0] < ends[1] else (ends[0], ends[0] + 1)
        else:
            ends = -rounded_up(far), rounded_up(far)
        old = self.reach.get((what, log), ends)
        self.reach[what, log] = min(old[0], ends[0]), max(old[1], ends[1])
        return self.reach[what, log]


def chosen(top):
    """At most RIDGES of the layers 1 … top, evenly spaced but for the last."""
    layers = np.arange(1, top + 1, -(-top // RIDGES))
    layers[-1] = top
    return layers


def values(D):
    """(seeds × values) of a layer, thinned evenly where there are very many."""
    D = D.reshape(len(D), -1)
    return D[:, :: max(1, D.size // ENOUGH)]


def rounded_up(value):
    ten = 10.0 ** np.floor(np.log10(value))
    return float(next(m for m in (1, 2, 5, 10) if m * ten >= value * 0.999) * ten)


def shares(D, low, high, log=False):
    """(bins × seeds): where the values of each seed lie, of those that are not 0; what is beyond has no bin."""
    seeds, there = len(D), np.isfinite(D) & (D != 0)
    with np.errstate(all="ignore"):
        place = np.log10(np.abs(D)) if log else D
        at = np.floor((place - low) / (high - low) * BINS * (1 - 1e-9))
    counted = there & (at >= 0) & (at < BINS)
    flat = np.where(counted, at, 0).astype(int) * seeds + np.arange(seeds)[:, None]
    counts = np.bincount(flat[counted], minlength=BINS * seeds).reshape(BINS, seeds)
    return counts / np.maximum(there.sum(axis=1), 1)


@dataclass(frozen=True, eq=False)
class HistogramsResult(InitializationResult):
    """As its parent, with the two pictures."""

    left: Ridges
    right: Ridges

    @property
    def sentence(self):
        """What the picture says."""
        return " ".join(filter(None, (in_words(self.left), in_words(self.right), nets(self), slow(self))))
