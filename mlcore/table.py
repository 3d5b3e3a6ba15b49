"""Tables of named entries. Every registry of the engine is one, so that a menu, a plot or a test can read it."""

from typing import Any

from .errors import WrongValue
from .names import did_you_mean


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


class Table(dict):
    """A dict from an entry's name to the entry; an unknown name is answered with the nearest known one.

    ``table["He"]`` is an entry, ``table.find(x)`` takes a name or an entry; `aliases` maps other names
    to a name or an entry. Names may be written in any case, here and in ``"he" in table`` and ``table.get("he")``.
    ``table["mine"] = entry`` adds one of the same kind, once it has passed its own check.
    Raises ValueError (a sentence) for a name that is not in the table and for anything that is not an entry.
    """

    def __init__(self, what: str, *entries: Any, aliases: dict[str, Any] | None = None) -> None:
        super().__init__((entry.name, entry) for entry in entries)
        self.what, self.kind = what, type(entries[0])
        self.aliases = dict(aliases or {})

    def __reduce__(self) -> tuple:
        return _again, (self.what, [*self.values()], self.aliases)

    def find(self, entry: Any) -> Any:
        """The entry itself, or the one of that name."""
        if isinstance(entry, str):
            return self[entry]
        if not isinstance(entry, self.kind):
            some = next(iter(self))
            raise WrongValue(
                f'{self.what} is a name, as "{some}", or one of {self.called}, not {entry!r}. '
                f"Known are: {', '.join(self)}."
            )
        if hasattr(entry, "check"):  # made by someone else: does it do what a net asks of it?
            entry.check()
        return entry

    @property
    def called(self) -> str:
        """Where the entries are kept, as one types it."""
        return f"{self.what.replace(' ', '').upper()}S"

    def _name(self, name: object) -> Any:
        """The key of this name, an alias among them, in any case; None where there is none."""
        if not isinstance(name, str):
            return None
        if dict.__contains__(self, name) or name in self.aliases:
            return name
        return next((key for key in (*self, *self.aliases) if key.lower() == name.lower()), None)

    def __contains__(self, name: object) -> bool:
        return self._name(name) is not None

    def get(self, name: Any, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401

    def __getitem__(self, name: Any) -> Any:
        key = self._name(name)
        if key is None:
            raise WrongValue(
                f'There is no {self.what} called "{name}". {did_you_mean(name, (*self, *self.aliases), quoted=True)}'
            )
        return dict.__getitem__(self, key) if dict.__contains__(self, key) else self.find(self.aliases[key])

    def __setitem__(self, name: str, entry: Any) -> None:
        if not isinstance(name, str) or not isinstance(entry, self.kind):
            raise WrongValue(
                f"{self.called}[name] is {self.kind.__name__}(name, …) under a string, "
                f"not {entry!r} under {name!r}."
            )
        if name != entry.name:
            raise WrongValue(f'This {self.what} is called {entry.name}: {self.called}["{entry.name}"] = ….')
        if hasattr(entry, "check"):
            entry.check()
        super().__setitem__(name, entry)


def _again(what, entries, aliases):
    """A table from what is kept of it in a pickle."""
    return Table(what, *entries, aliases=aliases)
