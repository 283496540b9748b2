"""Colours can be read on both backgrounds and told apart by readers with every kind of colour vision."""

import itertools
import tomllib

import numpy as np
import pytest

from presentation import palette
from tests.ui.app import ROOT

Colour = np.ndarray[tuple[int], np.dtype[np.float64]]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISION = {
    "usual": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# CIEDE2000: about 2 is just noticeable side by side; lines that lie apart need several times that.
ANY_TWO, NEIGHBOURS = 10, 18


def linear(colour: str) -> Colour:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: Colour) -> Colour:
    matrix = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
    )
    ratio = matrix @ np.clip(rgb, 0, 1) / [0.95047, 1, 1.08883]
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: Colour, other: Colour) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    mean_chroma = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1 + (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))) / 2
    chroma = [np.hypot(c[1] * stretch, c[2]) for c in (one, other)]
    hue = [np.degrees(np.arctan2(c[2], c[1] * stretch)) % 360 for c in (one, other)]
    turn = (hue[1] - hue[0] + 180) % 360 - 180
    lightness, saturation = (one[0] + other[0]) / 2, sum(chroma) / 2
    middle = np.radians((hue[0] + turn / 2) % 360)
    weight = 1 - 0.17 * np.cos(middle - np.pi / 6) + 0.24 * np.cos(2 * middle)
    weight += 0.32 * np.cos(3 * middle + np.radians(6)) - 0.2 * np.cos(4 * middle - np.radians(63))
    steps = np.array([
        (other[0] - one[0]) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)),
        (chroma[1] - chroma[0]) / (1 + 0.045 * saturation),
        2 * np.sqrt(chroma[0] * chroma[1]) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * saturation * weight),
    ])  # fmt: skip
    blue = np.exp(-(((np.degrees(middle) - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(saturation**7 / (saturation**7 + 25**7)) * np.sin(np.radians(60 * blue))
    return float(np.sqrt(steps @ steps + rotation * steps[1] * steps[2]))


def test_the_difference_formula_gives_the_published_values() -> None:
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ]
    for one, other, expected in pairs:
        assert difference(np.array(one), np.array(other)) == pytest.approx(expected, abs=2e-4)


@pytest.mark.parametrize("background", [palette.LIGHT_BACKGROUND, palette.DARK_BACKGROUND])
@pytest.mark.parametrize("colour", palette.SERIES)
def test_every_colour_stands_out_from_both_backgrounds(colour: str, background: str) -> None:
    assert contrast(colour, background) >= 3


@pytest.mark.parametrize("vision", VISION)
def test_any_two_colours_can_be_told_apart(vision: str) -> None:
    seen = [lab(VISION[vision] @ linear(colour)) for colour in palette.SERIES]
    closest = min(
        itertools.combinations(range(len(seen)), 2), key=lambda pair: difference(seen[pair[0]], seen[pair[1]])
    )
    assert difference(seen[closest[0]], seen[closest[1]]) >= ANY_TWO, [palette.SERIES[at] for at in closest]


@pytest.mark.parametrize("vision", VISION)
def test_neighbours_in_a_chart_are_far_apart(vision: str) -> None:
    seen = [lab(VISION[vision] @ linear(colour)) for colour in palette.SERIES]
    assert min(difference(one, other) for one, other in itertools.pairwise(seen)) >= NEIGHBOURS


def test_meanings_take_their_colours_from_the_palette() -> None:
    meanings = [*palette.SECTOR.values(), *palette.STATUS.values(), palette.MADE_HERE, palette.IMPORTED]
    assert set(meanings) <= set(palette.SERIES)
    assert len(set(palette.SECTOR.values())) == len(palette.SECTOR)
    assert len(set(palette.STATUS.values())) == len(palette.STATUS)
    assert palette.MADE_HERE != palette.IMPORTED
    assert palette.SMARTPHONE != palette.FEATURE_2G


def test_colours_repeat_only_when_there_are_no_more() -> None:
    assert [palette.series(at) for at in range(len(palette.SERIES))] == list(palette.SERIES)
    assert palette.series(len(palette.SERIES)) == palette.SERIES[0]


def test_the_theme_has_the_same_colours_and_backgrounds() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    assert theme["light"]["chartCategoricalColors"] == theme["dark"]["chartCategoricalColors"] == list(palette.SERIES)
    assert theme["light"]["backgroundColor"] == palette.LIGHT_BACKGROUND
    assert theme["dark"]["backgroundColor"] == palette.DARK_BACKGROUND
