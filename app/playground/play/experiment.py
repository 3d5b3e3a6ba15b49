"""Any small net on any of the data: knobs, the run, and what there is to see at one moment."""

from itertools import pairwise

from app.experiment import Choice, Drawn, Experiment, Layered, Real, Switches, Whole, Written
from app.experiment.net_state import MOST_LAYERS
from app.playground import texts
from app.playground.by_layer import ACTIVATION, START, VARIANCE
from app.playground.data import DIGITS, FEATURES, OWN, SOURCES
from app.playground.looks import LOOKS
from app.playground.play.run import FALLS, PlayRun
from app.playground.points import EXAMPLE, points_form
from mlcore import ACTIVATIONS, INITIALIZERS, OPTIMIZERS

SLOW = 2e8  # multiplications of a pass forward
BATCHES = ("1", "10", "30", "100", "full batch")
SHOWN = ("training samples", "training and test samples", "no samples")
SURFACES = ("smooth", "discretized")


class Play(Experiment):
    """Data, what the net sees of them, the net, its start and how it learns; weights may be set by hand."""

    rate = Real(0.01, "Learning rate", 1e-5, 10, log=True, place="main", live=True)
    data = Choice([*SOURCES, DIGITS, OWN], "spiral", "Data")
    points = Drawn((EXAMPLE,), EXAMPLE, "Your own samples", points_form, used=lambda e: e.data == OWN)
    features = Switches(FEATURES, "x₁, x₂", "Inputs")
    hidden = Written(
        ("8-8", "none", "4-2", "3", "4-4-4-4"), "8-8", "Units by hidden layer", texts.widths_form
    )
    activation = Choice(ACTIVATIONS, "tanh", "Activation")
    optimizer = Choice(OPTIMIZERS, "Adam", "Optimizer")
    look = Choice(LOOKS, "gradient by layer", "Look inside at", view=True)
    noise = Real(0.02, "Noise", 0, 0.5, place="more", used=lambda e: e.data != OWN)
    samples = Whole(500, "Samples", 20, 2000, log=True, place="more", used=lambda e: e.data != OWN)
    test = Real(0.5, "Share kept for the test", 0.1, 0.9, place="more")
    draw = Whole(0, "Draw of the data", 0, 9999, place="more")
    shown = Choice(SHOWN, SHOWN[0], "Samples shown", place="more", view=True)
    surface = Choice(SURFACES, "smooth", "Answer shown", place="more", view=True)
    activations = Layered(ACTIVATION, "Activation", lambda e: len(texts.hidden(e.hidden)), place="more")
    initializer = Choice(INITIALIZERS, "Xavier", "Start of the weights", place="more")
    variance = Real(
        VARIANCE[0],
        "Variance of the weights",
        *VARIANCE[1:],
        log=True,
        place="more",
        used=lambda e: e.initializer == "normal",
    )
    starts = Layered(START, "Start", lambda e: len(texts.hidden(e.hidden)) + 1, place="more")
    bias = Real(0.0, "Bias at the start", -2, 2, place="more")
    schedule = Choice(FALLS, "constant", "Schedule of the rate", place="more")
    goal = Real(0.05, "Play to a loss of", 1e-6, 10, log=True, place="more", view=True)
    batch = Choice(BATCHES, "full batch", "Samples of an update", place="more")
    l2 = Real(0.0, "L2 penalty λ", 0, 0.1, place="more")
    seeds = Whole(1, "Seeds", 1, 32, place="more", unit="nets")
    seed = Whole(0, "First seed of the weights", 0, 9999, place="more")
    edits = Written(("", "0:1.0.0=2"), "", "Weights set by hand", texts.edits_form, place="hand", live=True)

    pins = 3
    editable = True
    reshapable = True

    def __init__(self, **settings):
        super().__init__(**settings)
        self.run, self.linked = None, False
        own = [name for name, knob in self.knobs().items() if not knob.view and not knob.live]
        self.observe(self._other, own)

    def _other(self, change):
        """Another run has no weights set by hand."""
        self.edits = ""

    def start(self, previous=None):
        self.run = PlayRun(self)
        return self.run

    def read(self, texts):
        self.linked = True
        return super().read(texts)

    def reset(self):
        """The weights that a hand has set are forgotten; not those that a link has just brought, of a new run."""
        linked, self.linked = self.linked, False
        dragged = self.edits != ""
        if not linked:
            self.edits = ""
        return linked or dragged

    def edit(self, layer, i, j, value):
        found = texts.edits(self.edits)
        now = self.run.now if self.run else 0
        found.setdefault(now, {})[layer, i, j] = value
        return {"edits": texts.edits_text(found)}

    def smaller(self):
        """Where an update takes long: the first two hidden layers, of eight units, and a seed."""
        widths = texts.hidden(self.hidden)
        work = self.samples * self.seeds * sum(n * m for n, m in pairwise([2, *widths, 1]))
        return {"hidden": texts.as_text(min(n, 8) for n in widths[:2]), "seeds": 1} if work > SLOW else {}

    def reshape(self, layer, by):
        """{knob: value} with one unit more or less in a hidden layer, or, of layer 0, one layer more or less."""
        widths = texts.hidden(self.hidden)
        if layer == 0:
            widths = [*widths, widths[-1] if widths else 4][: MOST_LAYERS - 1] if by > 0 else widths[:-1]
        elif layer <= len(widths):
            widths[layer - 1] += by
        return {"hidden": texts.as_text(widths)} if 0 not in widths else {}
