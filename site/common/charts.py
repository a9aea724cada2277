"""Bar charts: what `templates/components/chart.html` is given, with its geometry worked out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A bar; `value_label` is the number as people read it ("12 methoden")."""

    label: str
    value: float
    value_label: str


@dataclass(frozen=True)
class ChartLine:
    """A line of a bar's label, with its place in em."""

    text: str
    y: str


@dataclass(frozen=True)
class ChartBar:
    """A bar with its geometry: heights in em grow with the text, widths in % fit every screen."""

    label: str
    value_label: str
    lines: tuple[ChartLine, ...]
    y: str
    value_y: str
    width: str


@dataclass(frozen=True)
class Chart:
    """A bar chart, ready to be drawn without style attributes. `width` is the most it takes, in px."""

    width: int
    height: str
    bars: tuple[ChartBar, ...]


# Geometry of the chart in em: a line of text, the bar itself, the space after it; then the narrowest screen, a
# character, a bold one, and how many characters fit a line.
_LINE, _BAR, _GAP = 1.4, 1.1, 0.9
_SCREEN, _CHARACTER, _BOLD_CHARACTER = 18.0, 0.55, 0.68
_CHARACTERS = int(_SCREEN / _CHARACTER)


def bar_chart(bars: Sequence[Bar], *, width: int = 640) -> Chart:
    """Compute a horizontal bar chart from zero, with each label above its bar and its number at the bar's end."""
    if any(bar.value < 0 for bar in bars):
        raise ValueError("A bar shows an amount from zero; a value below zero needs another chart.")
    longest = max((bar.value for bar in bars), default=0) or 1
    # The longest bar leaves room for its number, on a narrow screen too.
    reserved = (max((len(bar.value_label) for bar in bars), default=0) + 1) * _BOLD_CHARACTER / _SCREEN
    full = 100 * max(1 - reserved, 0.3)
    drawn: list[ChartBar] = []
    y = 0.0
    for bar in bars:
        lines = []
        for text in _wrap(bar.label, _CHARACTERS):
            y += _LINE
            lines.append(ChartLine(text=text, y=_em(y - 0.4)))
        drawn.append(
            ChartBar(
                label=bar.label,
                value_label=bar.value_label,
                lines=tuple(lines),
                y=_em(y),
                value_y=_em(y + 0.9),
                width=f"{full * bar.value / longest:.2f}%",
            )
        )
        y += _BAR + _GAP
    return Chart(width=width, height=_em(max(y - _GAP, 0)), bars=tuple(drawn))


def _em(length: float) -> str:
    return f"{length:.2f}em"


def _wrap(text: str, width: int) -> list[str]:
    """Break a label into lines: SVG text does not wrap by itself."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
