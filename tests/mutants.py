"""Wrong pictures on purpose: each mutant of mutants.txt is one small change of the source, which tests must catch.

    python tests/mutants.py             all of them, each in its own copy of the checkout
    python tests/mutants.py flipped     those whose name has this word

Not part of the tests: it takes some minutes. A mutant whose place is no longer found is an error: mend it there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIST = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True)
class Mutant:
    """In `file`, `old`, which stands there once, becomes `new`; of the test file `tests`, those `of` this name fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    of: str


def mutants():
    """What mutants.txt says: its first paragraph is about itself."""
    for paragraph in LIST.read_text(encoding="utf-8").strip().split("\n\n")[1:]:
        name, file, old, new, tests = paragraph.split("\n")
        assert old.startswith("- ") and new.startswith("+ "), f"{LIST.name}: {name}: first -, then +"
        yield Mutant(name, file.strip(), old[2:], new[2:], *tests.strip().split(" -k "))


def passes(tests, of, mutant=None):
    """Whether these tests pass on a copy of the checkout, with the mutant in it; and what they said."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "browser"))
        if mutant:
            place = copy / mutant.file
            source = place.read_text(encoding="utf-8")
            if (found := source.count(mutant.old)) != 1:
                sys.exit(
                    f"{mutant.name}: {mutant.old!r} stands {found} times in {mutant.file}; mend {LIST.name}."
                )
            place.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests, "-k", of]
        here = os.environ | {"PYTHONPATH": str(copy)}  # not the checkout that is installed
        done = subprocess.run(command, cwd=copy, env=here, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"The tests did not run:\n{done.stdout}{done.stderr}")
    return done.returncode == 0, next((x for x in done.stdout.splitlines() if x.startswith("E  ")), "")


def main():
    chosen = [mutant for mutant in mutants() if all(word in mutant.name for word in sys.argv[1:])]
    green, said = passes(sorted({m.tests for m in chosen}), " or ".join(sorted({m.of for m in chosen})))
    if not green:
        sys.exit(f"The tests fail without any mutant: {said}")
    alive = []
    for mutant in chosen:
        survived, said = passes([mutant.tests], mutant.of, mutant)
        print("SURVIVES" if survived else "caught  ", mutant.name, said, sep="   ", flush=True)
        alive += [mutant.name] * survived
    print(f"{len(chosen) - len(alive)} of {len(chosen)} mutants are caught")
    sys.exit(f"Not caught: {', '.join(alive)}" if alive else 0)


if __name__ == "__main__":
    main()
