"""Named entries. Every registry of the engine is a `Table`, so that a menu, a plot or a test can read it."""


class Table(dict):
    """A dict from an entry's name to the entry; an unknown name is answered with the nearest known one.

    ``table["He"]`` is an entry, ``table.find(x)`` takes a name or an entry; `aliases` maps other names
    to a name or an entry.
    Raises ValueError (a sentence) for a name that is not there.
    """

    def __init__(self, what, *entries, aliases=None):
        super().__init__((entry.name, entry) for entry in entries)
        self.what = what
        self.aliases = dict(aliases or {})

    def find(self, entry):
        """The entry itself, or the one of that name."""
        return self[entry] if isinstance(entry, str) else entry

    def __missing__(self, name):
        if name in self.aliases:
            return self.find(self.aliases[name])
        import difflib  # only a mistake pays for it

        known = {key.lower(): key for key in (*self, *self.aliases)}
        if str(name).lower() in known:
            return self[known[str(name).lower()]]
        near = difflib.get_close_matches(str(name).lower(), known, n=1, cutoff=0.5)
        hint = f'Did you mean "{known[near[0]]}"?' if near else f"Known are: {', '.join(self)}."
        raise ValueError(f'There is no {self.what} called "{name}". {hint}')
