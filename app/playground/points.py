"""Data of one's own: rows of a text or a CSV file, checked, as the text that a link carries: "0.5,-0.2,1 …"."""

import math
import re

MOST_ROWS, MOST_CLASSES, MOST_LETTERS = 400, 4, 200_000
TARGETS = ("class", "label", "target", "y")  # what a column of classes may be called; else it is the last one
EXAMPLE = (
    "-0.6,0.5,0 -0.4,0.8,0 -0.8,0.1,0 -0.2,0.5,0 -0.7,-0.3,0 0.1,0.8,0 "
    "0.5,-0.4,1 0.7,0.1,1 0.2,-0.6,1 0.8,-0.7,1 -0.1,-0.2,1 0.4,0.3,1"
)


def points_form(text):
    """The text as it is kept. ValueError, with a sentence, for rows that are no points of two to four classes."""
    if len(text) > MOST_LETTERS:
        raise ValueError(f"That is too long a text: up to {MOST_LETTERS:,} letters are read.")
    rows, names = table(text)
    target = next((i for i, name in enumerate(names) if name.lower() in TARGETS), 2)
    columns = [[row[i] for row in rows] for i in range(3) if i != target]
    xs = [
        scaled([number(cell, i) for i, cell in enumerate(column, 1)], n)
        for n, column in enumerate(columns, 1)
    ]
    labels = numbered([row[target] for row in rows])
    return " ".join(f"{x:.3g},{y:.3g},{label}" for x, y, label in zip(*xs, labels, strict=True))


def table(text):
    """(rows of three cells, the names above them or nothing)."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if len(lines) == 1 and ";" not in lines[0] and len(lines[0].split()) > 3:  # as it is kept
        lines = lines[0].split()
    if len(lines) > MOST_ROWS + 1:
        raise ValueError(f"There are {len(lines):,} rows: up to {MOST_ROWS} are read.")
    rows = [[cell.strip().strip('"') for cell in cells(line)] for line in lines]
    head = rows and not any(map(is_number, rows[0][:2]))
    names, rows = (rows[0], rows[1:]) if head else ([], rows)
    for i, row in enumerate(rows, 1):
        if len(row) != 3:
            raise ValueError(f"Row {i} has {len(row):,} columns; three are wanted: x₁, x₂ and the class.")
    if len(rows) < 4:
        raise ValueError(f"There are {len(rows)} rows with numbers; at least four are needed.")
    return rows, names


def cells(line):
    """The cells of a line, between semicolons, tabs, commas or spaces."""
    mark = next((mark for mark in (";", "\t", ",") if mark in line), None)
    return line.split(mark)


def is_number(text):
    return re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", text) is not None


def number(text, row):
    if not is_number(text):
        raise ValueError(f"Row {row}: ‘{text[:20]}’ is not a number.")
    return float(text)


def scaled(values, column):
    """As they are where all lie in [−1, 1], else from their least to their largest on that."""
    low, high = min(values), max(values)
    if not high > low or not math.isfinite(high - low):
        raise ValueError(f"All of column {column} is {low:g}: there is nothing to tell samples apart by.")
    if low >= -1 and high <= 1:
        return values
    return [2 * (value - low) / (high - low) - 1 for value in values]


def numbered(labels):
    """Classes 0, 1, … in the order of their names."""
    names = sorted(set(labels), key=lambda label: (float(label) if is_number(label) else math.inf, label))
    if not 2 <= len(names) <= MOST_CLASSES:
        there = "is only one class" if len(names) == 1 else f"are {len(names)} classes"
        raise ValueError(f"There {there}; two to four are wanted.")
    return [names.index(label) for label in labels]
