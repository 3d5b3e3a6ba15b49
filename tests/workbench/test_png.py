"""Our PNG says the same as the pixels it was made from."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.workbench.png import to_png


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_what_goes_in_comes_out(height, width, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    image = Image.open(io.BytesIO(to_png(pixels)))
    assert image.mode == "RGB"
    assert np.array_equal(np.asarray(image), pixels)
