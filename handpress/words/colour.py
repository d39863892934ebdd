"""Colours that can be read on white paper.

How much a colour stands out is the contrast of WCAG 2.2 (its definitions of "contrast
ratio" and "relative luminance"): from 1, not at all, to 21, black on white.
"""

from __future__ import annotations

import colorsys

from handpress.problems import Place, Problem, Severity

# WCAG 2.2, success criterion 1.4.6, for small letters and eyes that do not see well.
ENOUGH = 7.0
# A colour below this is white to most eyes; made dark enough, it would be another colour.
FAINTEST = 2.0
_STEP = 0.005


def contrast(colour: str, ground: str = "#ffffff") -> float:
    """Tell how much a colour (#rrggbb) stands out from a lighter ground.

    >>> round(contrast("#000000"), 1), round(contrast("#FFFFFF"), 1)
    (21.0, 1.0)
    """
    return (_luminance(ground) + 0.05) / (_luminance(colour) + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str) -> tuple[str, bool] | None:
    """Make a colour dark enough to be read on white, and tell whether it was changed.

    Its hue stays; none is given for what is too near to white.

    >>> readable("#0b4a63")
    ('#0b4a63', False)
    """
    found = contrast(colour)
    if found >= ENOUGH:
        return colour, False
    if found < FAINTEST:
        return None
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    darker = colour
    while contrast(darker) < ENOUGH:
        lightness = max(0.0, lightness - _STEP)
        darker = _written(colorsys.hls_to_rgb(hue, lightness, saturation))
    return darker, True


def accent_problem(colour: str, place: Place) -> Problem | None:
    """Tell when a colour is printed darker than it was chosen, or cannot be printed."""
    found = readable(colour)
    if found is None:
        what = f'the colour "{colour}" is too light to be read on white paper'
        return Problem(place, "accent-too-light", what, "choose a darker one")
    shade, is_darkened = found
    if not is_darkened:
        return None
    what = f'"{colour}" is printed as "{shade}", dark enough to be read on white paper'
    hint = f'write "{shade}", or a darker colour of your own'
    return Problem(place, "accent-darkened", what, hint, Severity.WARNING)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
