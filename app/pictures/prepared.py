"""What a picture draws of a result: numbers in, numbers out, no artist."""

import warnings

import numpy as np

SEGMENTS = 400  # points of a curve at the most: more than the pixels would only cost time


def quantiles(values):
    """10th, 50th and 90th percentile over the last axis; members that are not finite are left out."""
    finite = np.isfinite(values)
    if finite.all():  # much faster
        return np.percentile(values, (10, 50, 90), axis=-1)
    values = np.where(finite, values, np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a layer in which no member is finite gives nan
        return np.nanpercentile(values, (10, 50, 90), axis=-1)


def mean(values):
    """Over the last axis; members that are not finite are left out, nan where all of them are."""
    known = np.isfinite(values)
    total = np.where(known, values, 0).sum(axis=-1) / np.maximum(known.sum(axis=-1), 1)
    return np.where(known.any(axis=-1), total, np.nan)


def thinned(n, most=SEGMENTS):
    """Indices of at most so many of n points, evenly spaced, the first and the last among them."""
    return np.unique(np.linspace(0, n - 1, min(n, most)).round().astype(int))


def joined(x, rows):
    """Many lines as one, a gap after each: rows is (n × lines)."""
    gaps = np.full((1, rows.shape[1]), np.nan)
    return np.tile(np.append(x, np.nan), rows.shape[1]), np.vstack([rows, gaps]).T.ravel()


def outline(x, low, high):
    """Corners (n × 2) of the area between two curves, where both are finite; a single point if that is nowhere."""
    inside = np.isfinite(low) & np.isfinite(high)
    corners = np.concatenate([np.c_[x, low][inside], np.c_[x, high][inside][::-1]])
    return corners if len(corners) else np.zeros((1, 2))
