"""One style of numbers, counts and lists, and a reader that finds what is written in another."""

import numpy as np
import pytest
from reading import faults, value

from app.experiment.words import (
    aligned,
    all_of,
    between,
    fixed,
    html,
    listed,
    noun,
    number,
    part_of,
    percent,
    plural,
    seed_range,
    share_of,
)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (0.357, "0.36"),
        (-0.357, "−0.36"),
        (12.6, "13"),
        (1234.4, "1,234"),
        (9999.7, "10⁴"),
        (4.84e-5, "4.8·10⁻⁵"),
        (-1e-12, "−10⁻¹²"),
        (0.000999, "0.001"),
        (3e7, "3·10⁷"),
        (np.nan, "not a number"),
        (-np.inf, "beyond the largest float"),
    ],
)
def test_numbers(x, text):
    assert number(x) == text


def test_a_share_has_no_1_times():
    assert [share_of(x) for x in (0.3, 0.999, 1, 1.04, 1.06, 25)] == [
        *("**0.3** of", "**all** of", "**all** of", "**all** of", "**1.1** times", "**25** times"),
    ]
    assert faults("moved 1 times") and not faults("1.1 times, 21 times, 1 × 1 times 1 × 2")


def test_what_is_written_is_read_again_to_its_digits():
    rng = np.random.default_rng(0)
    for x in rng.choice([-1, 1], 500) * 10.0 ** rng.uniform(-300, 300, 500):
        for digits in (1, 2, 3, 6):
            assert value(number(x, digits)) == pytest.approx(x, rel=0.5 * 10.0 ** (1 - digits))
            assert not faults(number(x, digits))
        assert value(fixed(x)) == pytest.approx(x, rel=0.06, abs=5e-4 if abs(x) >= 5e-4 else 0)


def test_decimals_and_shares_hide_nothing():
    assert [fixed(x) for x in (0.0, -0.0, 0.18, -2.5, 4e-5, 0.9996)] == [
        "0.000",
        "0.000",
        "0.180",
        "−2.500",
        "4·10⁻⁵",
        "1.000",
    ]
    assert [percent(x) for x in (0, -0.0, 1e-9, 0.43, 0.999, 1)] == [
        "0%",
        "0%",
        "under 1%",
        "43%",
        "over 99%",
        "100%",
    ]


def test_counts_lists_and_ranges():
    assert [plural(n, "update") for n in (0, 1, 2000)] == ["0 updates", "1 update", "2,000 updates"]
    assert [noun(text, "pass") for text in ("1", "0.98", "12")] == ["pass", "passes", "passes"]
    assert [all_of(n, "unit") for n in (1, 8)] == ["the one unit", "all 8 units"]
    assert [part_of(k, 3, "net") for k in range(4)] == [
        "none of 3 nets",
        "1 of 3 nets",
        "2 of 3 nets",
        "all 3 nets",
    ]
    assert [listed("abc"[:n]) for n in range(4)] == ["none", "a", "a and b", "a, b and c"]
    assert listed(["Xavier, in", "Xavier, out", "Xavier, in"]) == "“Xavier, in” and “Xavier, out”"
    assert (between(0.75, 0.7501), between(0.1, 0.2)) == ("0.75", "0.1 to 0.2")
    assert (seed_range(3, 1), seed_range(0, 8)) == ("seed 3", "seeds 0 to 7")


@pytest.mark.parametrize(
    "sentence",
    [
        "After 1 updates the loss is 0.3.",
        "After 12 update the loss is 0.3.",
        "Before the first update all 1 units are the same.",
        "It adds up what the 1 samples say.",
        "update 3 · seeds 0 to 0",
        "He lies from 0.75 to 0.75.",
        "There are one answer: 0.2.",
        "It is they become different.",
        "The gap is 2e-16.",
        "The gap is 4.84e−05.",
        "The slope is -0.3.",
        "A net of 17 025 parameters.",
        "The mean is nan.",
        "The mean is None.",
        "They have parted with: nobody.",
        "Kept by Xavier, , He.",
        "0 of 0 sets work.",
        "The the loss falls.",
        "It is lost (as one sees (here, below) it is).",
        "constant 0.259, as low as one unit gets (0.261)",
        "By update 953 208 of 208 nets are off the plateau.",
        "Nine tenths lie within ±0 in layer 3.",
        "gradients keep their size, ×0.34 a layer; layer 1 gets 0.002 of layer 9’s: so be it.",
        "says t = 0.945 (100%) or 0.1 (30%).",
        "65 % of them",
        "Median losses: tanh 0.3, ReLU not a number.",
        "At its ends depth 0 at 0.5 and depth 9 at 4.",
        "The gradient's sign.",
        "Press play: normal against normal at depth 5.",
    ],
)
def test_the_reader_finds_each_kind_of_fault(sentence):
    assert faults(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "After 1 update zeros 0.69, no better than guessing (0.69); 2,000 updates more, and 1 of 3 nets is through.",
        "W[1] is 3 × 2: (1, 2, −1)ᵀ, from sample to sample, layer 1 to layer 2, 4.8·10⁻⁵ at −10⁻⁵, 30 weight matrices.",
        "not a number",
        "The net’s density is not a number; exact is 0.18.",
        "seeds 9998 to 9999 · update 3 of 800 · widths 2-10-5-1 · in 1986 and 2015",
    ],
)
def test_the_reader_has_nothing_against_good_sentences(sentence):
    assert not faults(sentence)


def test_the_points_of_a_matrix_stand_beneath_each_other():
    from matplotlib.font_manager import findfont, get_font

    font = get_font(findfont("DejaVu Sans"))
    font.set_size(100, 72)

    def width(text):
        return sum(font.load_char(ord(c)).linearHoriAdvance for c in text) / 65536

    rows = [["0.2", "−0.4", "12"], ["−10.5", "0.333", "0.1"]]
    lines = aligned(rows)
    assert [
        line.replace("\u2007", "").replace("\u2008", "").replace("\u2009", "").split() for line in lines
    ] == rows
    first, second = ([width(line[:i]) for i, c in enumerate(line) if c == "."] for line in lines)
    assert first[:2] == pytest.approx(second[:2], abs=0.5)  # hundredths of the size
    assert width(lines[0]) == pytest.approx(width(lines[1]), abs=0.5)


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("dW[2] = dz[2] a[1]ᵀ", "dW<sup>[2]</sup> = dz<sup>[2]</sup> a<sup>[1]</sup>ᵀ"),
        ("‖dW[k]‖ of A[k−1]", "‖dW<sup>[k]</sup>‖ of A<sup>[k−1]</sup>"),
        ("1/N_s and σ_w² = 2", "1/N<sub>s</sub> and σ<sub>w</sub>² = 2"),
        (
            "He: n = (n_in + n_out)/2, f_θ(x)",
            "He: n = (n<sub>in</sub> + n<sub>out</sub>)/2, f<sub>θ</sub>(x)",
        ),
        (
            "W[1] x = [0.2 −4; 1 0.5] (1, 2)ᵀ",
            'W<sup>[1]</sup> x = <span class="bl-matrix">0.2 −4\u2008\u2007<br>1\u2008\u2007 '
            "\u2007\u20090.5</span> (1, 2)ᵀ",
        ),
        ("[0.2 0.4] stays, std_A too", "[0.2 0.4] stays, std_A too"),
        ("dZ[k] @ A[k-1].T / N_s", "dZ[k] @ A[k-1].T / N_s"),
    ],
)
def test_symbols_stand_as_in_the_lecture(sentence, shown):
    assert html(sentence) == shown
