"""Tables of named entries. Every registry of the engine is one, so that a menu, a plot or a test can read it."""

from typing import TYPE_CHECKING, Any, NoReturn

from .checks.errors import UnknownName, WrongArgument, WrongValue
from .checks.habits import OF_AN_ENTRY
from .checks.names import did_you_mean


class Entry:
    """An entry of a table. A copy of it is it, and it shows its formula as one would type it."""

    name: str
    formula: str

    def check(self) -> None:
        """Try it out, where it brings functions of its own. Raises ValueError where they do not what a net asks."""

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

    if not TYPE_CHECKING:  # which knows the names

        def __getattr__(self, name):
            raise UnknownName.of(self, name, OF_AN_ENTRY.get(type(self).__name__))


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
        if isinstance(entry, Entry):  # made by someone else: does it do what a net asks of it?
            entry.check()
        return entry

    def each(self, value: Any, n: int, where: str) -> tuple:
        """n entries: one name or entry for all of them, or those of a tuple, which has one for each `where`."""
        if not isinstance(value, tuple):
            return (self.find(value),) * n
        if len(value) != n:
            raise WrongValue(
                f"A tuple as {self.what} has one for each {where}: this net has {n}, the tuple {len(value)}."
            )
        return tuple(map(self.find, value))

    @property
    def called(self) -> str:
        """Where the entries are kept, as one types it."""
        return f"{self.what.replace(' ', '').upper()}S"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or "what" not in vars(self):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise UnknownName(
            f'{self.called} is a table, as in {self.called}["{self._name(name) or next(iter(self))}"].'
        )

    def __call__(self, name: Any = None, *args: Any, **settings: Any) -> NoReturn:
        raise WrongArgument(
            f'{self.called} is a table, as in {self.called}["{self._name(name) or next(iter(self))}"].'
        )

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
        if isinstance(entry, Entry):
            entry.check()
        super().__setitem__(name, entry)


def _again(what, entries, aliases):
    """A table from what is kept of it in a pickle."""
    return Table(what, *entries, aliases=aliases)
