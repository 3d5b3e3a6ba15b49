"""The rules of WCAG that axe-core can find broken, and its contrast. Not a test itself."""

import numpy as np
from axe_playwright_python.sync_playwright import Axe


def violations(page):
    """What axe-core finds: [(rule, first place)]."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(rule["help"], rule["nodes"][0]["html"][:200]) for rule in found]


def luminance(pixels):
    """Of sRGB values (…, 3) from 0 to 255, as WCAG has it."""
    c = pixels / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one, other):
    """WCAG's contrast ratio, pixel by pixel."""
    light, dark = np.maximum(luminance(one), luminance(other)), np.minimum(luminance(one), luminance(other))
    return (light + 0.05) / (dark + 0.05)
