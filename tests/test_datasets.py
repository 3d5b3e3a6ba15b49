"""Data: the shapes, the seeds, scikit-learn's circles, and scaling that is kept."""

import numpy as np
import pytest

from mlcore import DATASETS

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
    assert not np.array_equal(draw(30, noise=0.0).X, draw(30, noise=0.2).X)


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


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda: DATASETS["digits"](2000), "1 to 1797"),
        (lambda: DATASETS["moons"](10).split(10), "leaves one side"),
        (lambda: DATASETS["moons"](10).standardized().standardized(), "standardized already"),
        (lambda: DATASETS["mons"], 'Did you mean "moons"'),
    ],
)
def test_errors_are_sentences(attempt, sentence):
    with pytest.raises(ValueError, match=sentence):
        attempt()
