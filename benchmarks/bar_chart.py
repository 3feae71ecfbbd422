# SPDX-License-Identifier: Apache-2.0
"""A horizontal bar chart as SVG, with nothing but the standard library."""

from xml.sax.saxutils import escape

WIDTH, LABEL, BAR, GAP = 760, 190, 18, 6
COLOURS = ("#2a6f97", "#b08968", "#9aa5b1")


def svg(title, groups):
    """groups: [(name, [(label, seconds), ...]), ...]; one scale for each."""
    parts, y = [], 34
    for name, bars in groups:
        y += 22
        parts.append(f'<text x="8" y="{y}" font-weight="bold">'
                     f'{escape(name)}</text>')
        y += 8
        most = max(seconds for _, seconds in bars)
        for i, (label, seconds) in enumerate(bars):
            width = max(1.0, (WIDTH - LABEL - 90) * seconds / most)
            parts.append(
                f'<text x="{LABEL - 8}" y="{y + 13}" text-anchor="end">'
                f'{escape(label)}</text>'
                f'<rect x="{LABEL}" y="{y}" width="{width:.1f}" '
                f'height="{BAR}" fill="{COLOURS[i % len(COLOURS)]}"/>'
                f'<text x="{LABEL + width + 6:.1f}" y="{y + 13}">'
                f'{seconds:.2f} s</text>')
            y += BAR + GAP
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
            f'height="{y + 10}" font-family="sans-serif" font-size="13">'
            f'<rect width="100%" height="100%" fill="white"/>'
            f'<text x="8" y="24" font-size="16">{escape(title)}</text>'
            + "".join(parts) + "</svg>\n")
