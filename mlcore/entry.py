"""What a table holds: a value with a name and a formula."""


class Entry:
    """An entry of a table. A copy of it is it, and it shows its formula as one would type it."""

    name: str
    formula: str

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f'{type(self).__name__}("{self.name}", r"{self.formula}")'

    def _repr_latex_(self) -> str:
        return f"${self.formula}$"
