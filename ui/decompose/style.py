"""The colours of a drawn tree, taken from the theme."""

from __future__ import annotations

from ui.drawing.tree_picture import TreeStyle
from ui.theme import Theme


def tree_style(theme: Theme) -> TreeStyle:
    """Return what the theme's colours are to a tree."""
    colours = theme.colours
    return TreeStyle(
        ground=colours.ground,
        card=colours.panel,
        border=colours.line,
        border_hovered=colours.line_strong,
        edge=colours.line_strong,
        shadow=colours.shadow,
        text=colours.text,
        quiet=colours.text_quiet,
        accent=colours.accent,
        accent_soft=colours.accent_soft,
        accent_text=colours.accent_text,
        halo=colours.accent_line,
        good=colours.good,
        bad=colours.bad,
        warning=colours.warning,
        error=colours.error,
        stripe_ground=colours.hover,
    )
