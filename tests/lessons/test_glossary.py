"""No symbol comes before it is said: each is in the one table, and at its first place its words are with it."""

import re
from html import unescape

import nbformat
import pytest
from sources import LESSONS

from app.experiment.glossary import TERMS, of_lesson
from app.symbols import symbols

lessons = pytest.mark.parametrize(
    ("number", "lesson"), list(enumerate(LESSONS, start=1)), ids=[path.stem for path in LESSONS]
)
ABBR = re.compile(r'<abbr title="([^"]*)">(.*?)</abbr>', re.DOTALL)
EQUATION = re.compile(r"\$\$(.*?)\$\$|\$(.*?)\$", re.DOTALL)
ATOM = re.compile(r"\\mathcal\{\w\}|\\bar \w|\\?[A-Za-z]+'?(?:\^\{\\pi\})?(?:_\w)?")

# What the sentence says itself where a symbol first stands, or the one after an equation; and, once d and the capital
# letters are said, what they make of other names.
SAID = {
    1: {
        "x",
        "l",
        "z",
        r"\sigma'",
        "w",
        r"\eta",
        r"\varepsilon",
        "y",
        "da",
        "dW",
        "db",
        "dw",
        "dA",
        "Z",
        "A",
        "Y",
    },
    2: {"g", r"\bar y", "N_s", "x", "y", r"\sigma'", "dz", "dw"},
    3: {
        "n",
        "Var",
        "l",
        "w",
        "a",
        "dz",
        "Z",
        "W",
        "dW",
        "dA",
        "T",
        r"\sigma",
        r"\zeta",
        r"\chi_1",
        r"\mathcal{N}",
        r"\mathcal{U}",
    },
    4: {"x", "y", "wx", "w", "b", "l", "dz", r"\sigma'"},
    5: {"x", "y", "l", "k", r"\phi", "AI", r"\gamma_k", "t", "dZ", r"\mu", r"\pi_k", r"\mu_k", r"\sigma_k"},
}
SAID[6] = {"x", "Z", "dZ"}
SAID[5] |= {r"dz^{\pi}_k", r"d\mu_k", "ds_k", "d", "m"}
# Indices that count, numbers, and signs.
NO_SYMBOLS = re.compile(
    r"m|j|e|\\pi|\\(?:sum|max)_\w|\\(?:[bB]ig|t?frac|cdot|partial|times|sqrt|le|ln|q?quad|approx|ne|sum|tanh|log|leftarrow|"
    r"pm|sim|sin)"
)


def prose(lesson):
    cells = nbformat.read(lesson, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def atoms(equation):
    """'dW^{[2]} = dz_j a_m' -> dW, dz, a: without layers, counting indices and signs."""
    equation = re.sub(r"\^\{\[[^\]]*\](T?)\}", r" \1 ", equation)
    equation = re.sub(r"_\{?(?:i|j|m|jm|\\mathrm\{(?:in|out)\})\}?(?!\w)", " ", equation)
    equation = re.sub(r"\\mathrm\{(\w+)\}", r" \1 ", equation)
    return [found for found in ATOM.findall(equation) if not NO_SYMBOLS.fullmatch(found)]


def first_places(text):
    """{symbol: whether its words are with it} by the first place of each in a lesson's equations."""
    seen, glossed = {}, [found.span() for found in ABBR.finditer(text)]
    for found in EQUATION.finditer(text):
        inside = any(start <= found.start() < end for start, end in glossed)
        for atom in atoms(found[1] or found[2]):
            seen.setdefault(atom, inside)
    return seen


def undone(atom):
    """dW -> W: the d has a line of its own."""
    return re.sub(r"^d(?=[A-Za-z\\])", "", atom)


@lessons
def test_the_words_at_a_symbol_are_those_of_the_table(number, lesson):
    known = {term.means for term in of_lesson(number)}
    found = ABBR.findall(prose(lesson))
    assert len(found) >= 8
    assert not [inner for title, inner in found if unescape(title) not in known]


@lessons
def test_each_symbol_is_said_where_it_first_stands(number, lesson):
    places = first_places(prose(lesson))
    assert {atom for atom, inside in places.items() if not inside} <= SAID[number]


@lessons
def test_each_symbol_of_a_lesson_is_in_the_table_and_each_of_the_table_in_the_lesson(number, lesson):
    text = prose(lesson)
    listed = {atom for term in of_lesson(number) for atom in atoms(term.tex.strip("$"))}
    listed |= {letter for term in of_lesson(number) for letter in re.findall(r"<i>(\w)</i>", term.shown)}
    here = {undone(atom) for atom in first_places(text)} - {"wx"}
    assert here <= {undone(atom) for atom in listed} | {r"\mu"}
    for term in of_lesson(number):
        letters = {undone(atom) for atom in atoms(term.tex.strip("$"))} if "$" in term.tex else set()
        letters |= set(re.findall(r"<i>(\w)</i>", term.shown))
        assert letters & (here | {"d", "k"}) or term.tex in text, term


@lessons
def test_the_list_at_its_end_has_all_of_them(number, lesson):
    last = nbformat.read(lesson, as_version=4).cells[-1]
    assert last.source == f"from app.symbols import symbols\n\nsymbols({number})"
    assert [means for _, means in symbols(number).terms] == [t.means for t in TERMS if number in t.lessons]
