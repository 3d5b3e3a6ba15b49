"""Data: the shapes, the seeds, scikit-learn's circles, and scaling that is kept."""

import numpy as np
import pytest

from mlcore import DATASETS, Dataset, one_hot

EACH = pytest.mark.parametrize("draw", DATASETS.values(), ids=str)


@EACH
def test_samples_are_columns_and_the_seed_decides(draw):
    one, same, other = draw(50, rng=1), draw(50, rng=np.random.default_rng(1)), draw(50, rng=2)
    assert one.X.shape[1] == one.Y.shape[1] == one.N_s == 50
    np.testing.assert_array_equal(one.X, same.X)
    np.testing.assert_array_equal(one.Y, same.Y)
    assert not np.array_equal(one.X, other.X)
    assert np.isfinite(one.X).all() and np.isfinite(one.Y).all()
    draw(50, rng=np.random.RandomState(0))
    if draw.target == "classes":
        assert set(np.unique(one.Y)) == {0, 1}


@EACH
def test_noise_is_a_setting(draw):
    clean, blurred = draw(30, noise=0.0), draw(30, noise=0.2)
    assert not (np.array_equal(clean.X, blurred.X) and np.array_equal(clean.Y, blurred.Y))


def test_circles_are_scikit_learns():
    """make_circles(300, noise=.05, random_state=1), first two samples and labels; scikit-learn 1.9."""
    got = DATASETS["circles"](300, 0.05, rng=np.random.RandomState(1))
    first = [[-0.07741354010048114, 0.8526022642742742], [0.43186959584803564, -0.8721450395952108]]
    np.testing.assert_allclose(got.X[:, :2].T, first, rtol=1e-14)
    assert got.Y[0, :8].tolist() == [1, 0, 1, 1, 0, 0, 1, 0]


def test_moons_may_be_unbalanced():
    data = DATASETS["moons"]((180, 120))
    assert (data.N_s, data.Y.sum()) == (300, 120)
    clean = DATASETS["moons"](50, noise=0)
    upper = clean.X[:, clean.Y[0] == 0]
    np.testing.assert_allclose(np.hypot(*upper), 1)


def test_xor_is_the_sign_of_the_product():
    data = DATASETS["xor"](400)
    assert np.array_equal(data.Y[0] == 1, data.X.prod(axis=0) < 0)
    assert np.abs(data.X.mean(axis=1)).max() < 0.1


def test_linear_is_parted_by_a_line():
    data = DATASETS["linear"](400, noise=0)
    assert np.array_equal(data.Y[0] == 1, data.X.sum(axis=0) > 0)


def test_surfaces_and_the_wave_are_what_their_formulas_say():
    data = DATASETS["plane"](200, noise=0)
    np.testing.assert_allclose(data.Y[0], (data.X[0] + data.X[1]) / 2, atol=1e-15)
    data = DATASETS["wave"](200, noise=0)
    np.testing.assert_allclose(data.Y, np.sin(2 * np.pi * data.X))
    data = DATASETS["hills"](4000, noise=0)
    for sign, x, y in ((1, -2 / 3, 5 / 12), (-1, 0, 5 / 12), (-1, -2 / 3, -5 / 12), (1, 0, -5 / 12)):
        near = np.hypot(data.X[0] - x, data.X[1] - y)
        top = near.argmin()
        assert abs(data.Y[0, top] - sign * (1 - 3 * near[top])) < 1e-12
    assert (data.Y[0, np.abs(data.X[1]) > 0.9] == 0).all()
    residual = DATASETS["hills"](4000, noise=0.5).Y - data.Y
    assert abs(residual.std() - 0.5) < 0.02


def test_more_than_two_classes_are_one_row_each():
    for name in ("spiral", "blobs"):
        Y = DATASETS[name](90, classes=3).Y
        assert Y.shape == (3, 90)
        assert (Y.sum(axis=0) == 1).all() and (Y.sum(axis=1) == 30).all()


def test_digits_are_credited_and_split_without_overlap():
    data = DATASETS["digits"]()
    assert "UCI" in data.credit
    assert data.Y.sum(axis=1).astype(int).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert (data.X.min(), data.X.max()) == (0, 1)
    learn, test = data.split(1347)
    assert (learn.N_s, test.N_s) == (1347, 450)
    np.testing.assert_array_equal(np.hstack([learn.X, test.X]), data.X)


def test_bishops_curve():
    data = DATASETS["bishop"](500, noise=0)
    np.testing.assert_allclose(data.X, data.Y + 0.3 * np.sin(2 * np.pi * data.Y))


def test_standardization_is_kept_with_the_data():
    raw = DATASETS["petroelastic"](500)
    data = raw.standardized()
    assert [D.mean() for D in (data.X, data.Y)] == pytest.approx([0, 0], abs=1e-12)
    assert [D.std() for D in (data.X, data.Y)] == pytest.approx([1, 1])
    np.testing.assert_allclose(data.X_scaling.undo(data.X), raw.X, rtol=1e-14)
    test = DATASETS["petroelastic"](50, rng=9)
    np.testing.assert_allclose(data.Y_scaling.undo(test.standardized(like=data).Y), test.Y, rtol=1e-14)


def test_classes_are_not_scaled_and_a_pixel_that_is_always_0_stays_0():
    data = DATASETS["digits"]().standardized()
    assert set(np.unique(data.Y)) == {0, 1}
    assert (data.X[0] == 0).all()


def test_a_row_that_never_changes_is_shifted_by_its_value():
    X = np.vstack([np.full(1000, 14.62), np.full(1000, 0.1), np.arange(1000.0), [0.3, 0.1 + 0.2] * 500])
    learn = Dataset("logs", X, np.zeros((1, 1000))).standardized()
    assert (learn.X[:2] == 0).all() and np.abs(learn.X[3]).max() < 1e-15
    test = Dataset("logs", X + 0.01, np.zeros((1, 1000))).standardized(like=learn)
    np.testing.assert_allclose(test.X[[0, 1, 3]], 0.01, rtol=1e-12)
    np.testing.assert_allclose(learn.X_scaling.undo(learn.X), X, rtol=1e-13)
    assert learn.X_scaling.std[2] == X[2].std() and learn.X_scaling.mean[2] == X[2].mean()


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_rows_of_any_size_are_standardized(size):
    X = size * np.random.default_rng(0).standard_normal((2, 50))
    scaled = Dataset("sizes", X, np.zeros((1, 50))).standardized().X
    assert scaled.std(axis=1) == pytest.approx([1, 1])
    small = (X / size).astype(np.float32)
    assert Dataset("sizes", small, np.zeros((1, 50))).standardized().X.dtype == np.float32


def test_labels_become_rows():
    assert one_hot([0, 2, 1], 3).tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
    assert one_hot(np.array([0.0, 1.0]), 2).tolist() == [[0, 1]]


RAW = DATASETS["bishop"](20)
OTHER = DATASETS["moons"](20)


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda: DATASETS["digits"](2000), "1 to 1797"),
        (lambda: DATASETS["moons"](10).split(10), "leaves one side"),
        (lambda: DATASETS["moons"](10).standardized().standardized(), "standardized already"),
        (lambda: DATASETS["mons"], 'Did you mean "moons"'),
        (lambda: RAW.split(0.8), r"whole number of samples, not 0.8. A share of 0.8 is split\(16\)"),
        (lambda: RAW.split("10"), "whole number of samples, not '10'"),
        (lambda: RAW.split(True), "whole number of samples"),
        (lambda: RAW.split(frac=0.8), "split has no frac"),
        (
            lambda: RAW.standardized(like=RAW),
            "bishop, whose scaling is to be used, has none for X: standardize it",
        ),
        (lambda: RAW.standardized(like=OTHER.standardized()), "rows; D has the shape|has none for Y"),
        (lambda: RAW.standardized(like=True), "like is a standardized data set"),
        (lambda: RAW.standardized(OTHER.X), "like is a standardized data set"),
        (lambda: RAW.standardized(scaler=RAW), "Did you mean like"),
        (lambda: OTHER.standardized(like=DATASETS["digits"](9).standardized()), "scaling is of 64 rows"),
        (lambda: RAW.standardized().X_scaling.apply([1.0, 2.0]), "scaling is of 1 rows"),
        (lambda: Dataset("mine", np.ones((2, 3)), np.ones(3)), r"Make a row of Y: Y\[None\]"),
        (lambda: Dataset("mine", np.ones((2, 3)), np.ones((1, 4))), "a column a sample"),
        (lambda: Dataset("mine", "X", np.ones((1, 4))), "X holds 'X', not numbers"),
        (
            lambda: Dataset("mine", np.ones((2, 3)), np.ones((1, 3)), target="labels"),
            '"classes" or "numbers"',
        ),
        (lambda: Dataset("mine"), "needs X and Y as well"),
        (lambda: DATASETS["moons"](n_samples=100), "moons has no n_samples. Did you mean n?"),
        (lambda: DATASETS["moons"](seed=1), "moons has no seed. Did you mean rng?"),
        (lambda: DATASETS["moons"](100, 0.1, 0, 7), "moons takes 3 arguments"),
        (lambda: DATASETS["circles"](factor="a"), "factor is a finite number, 0 or more"),
        (lambda: DATASETS["spiral"](turns=np.nan), "turns is a finite number"),
        (lambda: DATASETS["moons"](noise=True), "noise is a finite number"),
        (lambda: DATASETS["moons"](True), "needs a whole number of samples"),
        (lambda: one_hot([0, 3], 3), "0 to 2 for 3 classes; 3 is none"),
        (lambda: one_hot([0, 0.5], 3), "0.5 is none"),
        (lambda: one_hot([[0, 1]], 3), "one a sample"),
        (lambda: one_hot(["a"], 3), "not numbers"),
        (lambda: one_hot([0, 1], 1), "classes is a whole number, at least 2"),
    ],
)
def test_errors_are_sentences(attempt, sentence):
    with pytest.raises(ValueError, match=sentence):
        attempt()
