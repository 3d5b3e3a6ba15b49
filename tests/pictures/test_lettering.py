"""Symbols are drawn as sentences have them: layers raised, indices lowered; what matplotlib sets itself stays."""

import re

import pytest

from app.experiment.words import html
from app.pictures.lettering import lifted

DRAWN = {"^": "sup", "_": "sub"}
SET = re.compile(r"\$([_^])\{\\mathregular\{(.*?)\}\}\$")


@pytest.mark.parametrize(
    "words",
    [
        "dW[2] = 1/N_s · dZ[2] A[1]ᵀ",
        "theory: depth 44\nσ_w² 1.3",
        "RMS of dZ[k−1]",
        "a_file.py, x[:, 3]",
        "n_in",
    ],
)
def test_a_picture_has_the_symbols_of_a_sentence(words):
    tagged = SET.sub(lambda found: f"<{DRAWN[found[1]]}>{found[2]}</{DRAWN[found[1]]}>", lifted(words))
    assert tagged == html(words)


def test_an_equation_stays():
    assert (
        lifted(r"$\sigma_w^2$   (n × variance of a weight)") == r"$\sigma_w^2$   (n × variance of a weight)"
    )
