"""A menu for each layer, of what it has otherwise than the others."""

import ipywidgets as W
import traitlets as T

from app.experiment import Layered

SAME = "as the others"


class LayerMenus(W.VBox):
    """`value` is the text of a `Layered` knob, `layers` how many layers there are."""

    value = T.Unicode()
    disabled = T.Bool(False)
    layers = T.Int(0)

    def __init__(self, knob: Layered, value: str) -> None:
        self.by_layer, self.what, self.follows = knob.by_layer, knob.what, False
        self.title, self.rows = W.HTML(f"<b>{knob.label}</b>"), W.VBox()
        self.menus: dict[int, tuple[W.Dropdown, W.BoundedFloatText]] = {}
        super().__init__([self.title, self.rows], value=value)
        self.observe(lambda _: self._show(), ["value", "layers"])
        self._show()

    def _row(self, k: int) -> tuple[W.Dropdown, W.BoundedFloatText]:
        """The menu of a layer, and its number."""
        menu = W.Dropdown(options=[SAME, *self.by_layer.names], description=f"{self.what} of layer {k}")
        number = W.BoundedFloatText(description=f"{self.by_layer.number} of layer {k}")
        for each in (menu, number):
            each.observe(lambda _: self._chosen(), "value")
        return menu, number

    def _show(self) -> None:
        """Menus for the layers that there are, at what is chosen."""
        chosen, self.follows = self.by_layer.read(self.value), True
        for k in range(1, self.layers + 1):
            menu, number = self.menus[k] = self.menus.get(k) or self._row(k)
            menu.value, value = chosen.get(k, (SAME, None))
            number.layout.display = "none" if value is None else ""
            if value is not None:
                _, number.min, number.max = self.by_layer.numbers[menu.value]
                number.value = value
        self.rows.children = [each for k in range(1, self.layers + 1) for each in self.menus[k]]
        self.follows = False

    def _chosen(self) -> None:
        if self.follows:
            return
        found = self.by_layer.read(self.value)
        for k in range(1, self.layers + 1):
            menu, number = self.menus[k]
            was = found.pop(k, (SAME, None))
            if menu.value != SAME:
                usual = self.by_layer.numbers.get(menu.value, (None,))[0]
                found[k] = menu.value, number.value if was[0] == menu.value and usual is not None else usual
        self.value = self.by_layer.write(found)
