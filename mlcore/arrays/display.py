"""How a net and a data set show themselves in a notebook: in the lecture's symbols, with their shapes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..normalization import skips

if TYPE_CHECKING:
    from ..dataset import Dataset
    from ..network import MLP

SHOWN = 4  # layers written out; of a deeper net the first two and the last two


def net_latex(net: "MLP") -> str:
    """The net layer by layer as LaTeX: Z[k] with the shape of W[k], A[k] with its σ, the loss of the head."""
    lines = [f"{layer(net, k)}" if k else r"&\;\;\vdots" for k in shown(net.L)]
    many = rf"&\text{{{net.members} members, each with parameters of its own}}" if net.members else None
    body = r"\\ ".join([*lines, f"&{net.head.formula}", *([many] if many else [])])
    return rf"$$\begin{{aligned}} {body} \end{{aligned}}$$"


def shown(L: int) -> Iterable[int]:
    """Which layers are written out; 0 stands for the ones left out."""
    return range(1, L + 1) if L <= SHOWN else [1, 2, 0, L - 1, L]


def layer(net: "MLP", k: int) -> str:
    """Layer k as a line of LaTeX."""
    below = r"\mathbf{X}" if k == 1 else rf"\mathbf{{A}}^{{[{k - 1}]}}"
    shape = rf"\mathbf{{W}}^{{[{k}]}} \in \mathbb{{R}}^{{{net.widths[k]} \times {net.widths[k - 1]}}}"
    product = rf"\mathbf{{W}}^{{[{k}]}}{below}"
    if net.norm and k < net.L:
        product = rf"\mathrm{{{net.norm}\ norm}}({product})"
    linear = rf"\mathbf{{Z}}^{{[{k}]}} &= {product} + \mathbf{{b}}^{{[{k}]}},\quad {shape}"
    if k == net.L:
        return linear
    around = f"{below} + " if skips(net, k) else ""
    sigma = net.activations[k].formula
    return rf"{linear},\quad \mathbf{{A}}^{{[{k}]}} = {around}\sigma(\mathbf{{Z}}^{{[{k}]}}),\ {sigma}"


def dataset_latex(data: "Dataset") -> str:
    """X and Y with their shapes, and the formula behind them."""
    space = r"\mathbf{{{}}} \in \mathbb{{R}}^{{{} \times {}}}"
    shapes = ",\\quad ".join(space.format(name, *D.shape) for name, D in (("X", data.X), ("Y", data.Y)))
    name = data.name.replace("_", " ")
    return rf"$$\text{{{name}: }}\ {shapes}" + (rf",\quad {data.formula}$$" if data.formula else "$$")
