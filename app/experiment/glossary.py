"""What the symbols and terms of the lessons mean: one table. The lessons' text has these words at each symbol's first
place, and the list at a lesson's end is made of it; `tests/lessons/test_glossary.py` holds them together."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """tex: as a lesson's text writes it; shown: the same as HTML, without an equation."""

    tex: str
    shown: str
    means: str
    lessons: tuple[int, ...]


TERMS = (
    Term("$x$", "<i>x</i>", "the inputs of one sample", (1, 2, 4, 5, 6)),
    Term("$y$", "<i>y</i>", "the right answer for a sample", (1, 2, 4, 5)),
    Term("$W$", "<i>W</i>", "the weights of a layer, a row for each unit", (1, 2, 3)),
    Term("$w$", "<i>w</i>", "one weight, or the weights of one unit", (1, 2, 3, 4)),
    Term("$b$", "<i>b</i>", "the biases of a layer, one for each unit", (1, 2, 4)),
    Term("$z$", "<i>z</i>", "what a unit adds up: its weights times its inputs, plus its bias", (1, 2, 3, 4)),
    Term("$a$", "<i>a</i>", "the activation of a unit, σ(z): what it passes on", (1, 2, 3, 4, 6)),
    Term(r"$\sigma$", "<i>σ</i>", "the activation function: sigmoid, tanh, ReLU, …", (1, 2, 3)),
    Term(r"$\sigma$", "<i>σ</i>", "the sigmoid; further down, the width of a Gaussian", (4,)),
    Term(r"$\sigma'$", "<i>σ</i>′", "the slope of the activation function", (1, 2, 3, 4)),
    Term("$[k]$", "[<i>k</i>]", "in square brackets: the number of the layer; the last one is L", (1, 2, 3)),
    Term(
        "$A$",
        "<i>A</i>, <i>Z</i>, <i>Y</i>",
        "a capital letter: of all samples, a column for each",
        (1, 2, 3, 5, 6),
    ),
    Term("$l$", "<i>l</i>", "the loss: how wrong the answer is", (1, 3, 4, 5, 6)),
    Term("$d$", "<i>d</i>", "before a name: the slope of the loss with respect to it", (1, 2, 3, 4, 5, 6)),
    Term("${}^T$", "<sup>T</sup>", "transposed: rows become columns", (1, 2, 3)),
    Term("$N_s$", "<i>N</i><sub>s</sub>", "the number of samples", (1, 2)),
    Term(r"$\eta$", "<i>η</i>", "eta, the learning rate: it sets the length of a step", (1, 2)),
    Term(r"$\theta$", "<i>θ</i>", "theta: any one weight or bias", (1,)),
    Term(r"$\varepsilon$", "<i>ε</i>", "epsilon: the small change that measures a slope", (1,)),
    Term("$c$", "<i>c</i>", "the one value that every weight and bias starts from", (2,)),
    Term(r"$\varepsilon$", "<i>ε</i>", "epsilon: the size of the noise on the first weights", (2,)),
    Term(
        r"$\mathcal{N}(0, 1)$",
        "𝒩(0, 1)",
        "normally distributed, with mean 0 and variance 1; drawn anew each time",
        (2, 3, 4),
    ),
    Term("XOR", "XOR", "the class depends on whether the two inputs have the same sign", (2,)),
    Term(r"$\|g\|$", "‖<i>g</i>‖", "the length of the vector g: how hard the data pull at first", (2,)),
    Term(r"$\bar y$", "<i>ȳ</i>", "the mean of y: the share of class 1", (2,)),
    Term("$n$", "<i>n</i>", "the number of units of a layer", (2,)),
    Term("RMS", "RMS", "root mean square: the square root of the mean of the squares", (3, 6)),
    Term(
        "seeds", "seed", "what a generator of random numbers starts from: another seed, other weights", (3, 6)
    ),
    Term("fan-in", "fan-in, <i>n</i>", "the number of inputs of a unit: the width of the layer below", (3,)),
    Term("fan-out", "fan-out", "the number of units that a unit feeds: the width of the layer above", (3,)),
    Term("$N^{[k]}$", "<i>N</i><sup>[<i>k</i>]</sup>", "the number of units of layer k", (3,)),
    Term(r"$\mathrm{Var}$", "Var", "variance", (3,)),
    Term(r"$\mathrm{E}$", "E", "the mean over all draws", (3, 5)),
    Term(
        r"$\mathcal{U}$",
        "𝒰(±<i>r</i>)",
        "uniformly distributed between −r and r",
        (3,),
    ),
    Term(r"$\|dW\|$", "‖<i>dW</i>‖", "the size of a whole matrix: the root of the sum of its squares", (3,)),
    Term("$T$", "<i>T</i>", "in the map of depth and variance: the number of updates", (3,)),
    Term(
        r"$\sigma_w^2$",
        "<i>σ</i><sub>w</sub>²",
        "the fan-in times the variance of a weight: 2 for He, 1 for Xavier",
        (3,),
    ),
    Term(r"$\sigma_b^2$", "<i>σ</i><sub>b</sub>²", "the variance of a bias at the start", (3,)),
    Term(
        r"$\xi_c$",
        "<i>ξ</i><sub>c</sub>",
        "correlation depth: the layers over which the difference of two inputs changes by a factor of e",
        (3,),
    ),
    Term("$q$", "<i>q</i>", "the variance of z in a layer; where it settles, q*", (3,)),
    Term(r"$\chi_1$", "<i>χ</i><sub>1</sub>", "the factor on a gradient’s variance in every layer", (3,)),
    Term(r"$\zeta$", "<i>ζ</i>", "zeta: a number drawn from 𝒩(0, 1)", (3,)),
    Term("saturated", "saturated", "so far out that the curve is flat: its slope σ′ is nearly 0", (4, 6)),
    Term(
        "maximum likelihood",
        "maximum likelihood",
        "choosing the parameters under which the data that were seen are most probable",
        (4,),
    ),
    Term("held-out", "held-out", "measured on samples that were not learnt from", (4, 5, 6)),
    Term("full batch", "full batch", "all samples in every update", (4, 6)),
    Term("minibatches", "minibatches", "a few samples at a time, here 32, for each update", (4,)),
    Term(r"$p(y\,|\,x)$", "<i>p</i>(<i>y</i> | <i>x</i>)", "how probable y is, given x", (4, 5)),
    Term(r"$\phi$", "<i>φ</i>", "phi: the porosity, the share of a rock that is pores", (5,)),
    Term("AI", "AI", "acoustic impedance: density times P-wave velocity", (5,)),
    Term("$K$", "<i>K</i>, <i>k</i>", "the number of Gaussians, the kernels; k counts them", (5,)),
    Term(r"$\pi_k$", "<i>π</i><sub>k</sub>", "the weight of kernel k: all of them add up to 1", (5,)),
    Term(r"$\mu_k$", "<i>μ</i><sub>k</sub>", "mu, the mean of kernel k", (5,)),
    Term(r"$\sigma_k$", "<i>σ</i><sub>k</sub>", "sigma, the width of kernel k: its standard deviation", (5,)),
    Term(
        r"$\mathcal{N}$",
        "𝒩(<i>y</i>; <i>μ</i>, <i>σ</i>²)",
        "the density of a Gaussian of mean μ and variance σ², at y",
        (5,),
    ),
    Term("softmax", "softmax", "turns any numbers, the logits, into shares that add up to 1", (5,)),
    Term("nats", "nat", "the unit of a loss that is a natural logarithm", (5,)),
    Term(
        r"$\gamma_k$",
        "<i>γ</i><sub>k</sub>",
        "the responsibility of kernel k: the share of a sample that it explains",
        (5,),
    ),
    Term(
        "$z^{\\pi}_k$",
        "<i>z</i><sup>π</sup><sub>k</sub>",
        "the logit of kernel k’s weight: what goes into the softmax",
        (5,),
    ),
    Term("$s_k$", "<i>s</i><sub>k</sub>", "the logarithm of kernel k’s variance", (5,)),
    Term(
        "$v_k$",
        "<i>v</i><sub>k</sub>, <i>m</i>",
        "the exponents of a sum of exponentials; m is the largest",
        (5,),
    ),
    Term("$t$", "<i>t</i>", "on Bishop’s curve: the answer that is wanted for x", (5,)),
)


def of_lesson(number: int) -> Iterator[Term]:
    """The terms of a lesson, in the order of the table."""
    return (term for term in TERMS if number in term.lessons)
