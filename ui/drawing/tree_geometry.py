"""Where the parts of a drawn tree are: cards, handles, and what is under a point."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QRegion

from ui.drawing.tree_layout import Indices
from ui.drawing.tree_picture import HANDLE_RADIUS, PLUS_RADIUS, TreePicture, View

_REACH = HANDLE_RADIUS * 5
"""How far the handle of a card may stand out of it."""
_INSIDE = 6.0
"""How far it stands in the card, clear of the change that is written there."""
_ASIDE = 5.0
"""Between the two handles of a card."""
_SHADOW = 8.0
_LOWER = 4.0


def card_box(picture: TreePicture, index: int) -> QRectF:
    """Return where a card stands in the scene."""
    layout = picture.layout
    return QRectF(
        float(layout.left[index]),
        float(layout.top[index]),
        float(layout.width[index]),
        float(layout.height[index]),
    )


def handle_box(picture: TreePicture, index: int) -> QRectF:
    """Return where the handle between a card and its children stands in the scene."""
    box = card_box(picture, index)
    folded = int(picture.folded[index])
    extra = 12.0 + 7.5 * len(str(folded)) if folded else 0.0
    if picture.layout.down:
        left = box.center().x() - HANDLE_RADIUS - extra / 2
        # A little lower than the edge, clear of the stripe.
        top = box.bottom() - HANDLE_RADIUS + _LOWER
    else:
        left = box.right() - _INSIDE
        top = box.center().y() - HANDLE_RADIUS
    return QRectF(left, top, HANDLE_RADIUS * 2 + extra, HANDLE_RADIUS * 2)


def plus_box(picture: TreePicture, index: int) -> QRectF:
    """Return where the handle that adds a child stands: beside the other, if there is one."""
    box = card_box(picture, index)
    centre = QPointF(box.right(), box.center().y())
    if picture.layout.down:
        centre = QPointF(box.center().x(), box.bottom() + _LOWER)
    if picture.operators[index]:
        handle = handle_box(picture, index)
        gap = PLUS_RADIUS + _ASIDE
        if picture.layout.down:
            centre.setX(handle.right() + gap)
        else:
            centre = QPointF(handle.left() + HANDLE_RADIUS, handle.bottom() + gap)
    size = PLUS_RADIUS * 2
    return QRectF(centre.x() - PLUS_RADIUS, centre.y() - PLUS_RADIUS, size, size)


def badge_box(picture: TreePicture, index: int) -> QRectF:
    """Return where the badge of a link stands, which leads to where its KPI is at home."""
    box = card_box(picture, index)
    return QRectF(box.right() - 26.0, box.top() + 6.0, 20.0, 20.0)


def hit(picture: TreePicture, point: QPointF) -> int:
    """Return the index of the card at a point of the scene, -1 for none."""
    layout = picture.layout
    mask = (layout.left <= point.x()) & (point.x() < layout.left + layout.width)
    mask &= (layout.top <= point.y()) & (point.y() < layout.top + layout.height)
    found = np.flatnonzero(mask)
    return int(found[0]) if len(found) else -1


def hit_handle(picture: TreePicture, point: QPointF) -> int:
    """Return the card whose fold handle is at a point of the scene, -1 for none."""
    layout = picture.layout
    near = point.x() > layout.left - HANDLE_RADIUS
    near &= point.x() < layout.left + layout.width + _REACH
    near &= point.y() > layout.top - HANDLE_RADIUS
    near &= point.y() < layout.top + layout.height + HANDLE_RADIUS + _LOWER
    for index in np.flatnonzero(near).tolist():
        if picture.operators[index] and handle_box(picture, index).contains(point):
            return index
    return -1


def cards_in(picture: TreePicture, shown: QRectF) -> list[int]:
    """Return the cards that touch ``shown``, handles and shadows included."""
    layout = picture.layout
    beside, below = (_SHADOW, _REACH) if layout.down else (_REACH, _SHADOW)
    mask = layout.left + layout.width + beside > shown.left()
    mask &= layout.left - _SHADOW < shown.right()
    mask &= layout.top + layout.height + below > shown.top()
    mask &= layout.top - _SHADOW < shown.bottom()
    return np.flatnonzero(mask).tolist()


def cards_within(picture: TreePicture, shown: QRectF) -> list[int]:
    """Return the cards that touch ``shown`` themselves."""
    layout = picture.layout
    mask = layout.left + layout.width > shown.left()
    mask &= layout.left < shown.right()
    mask &= layout.top + layout.height > shown.top()
    mask &= layout.top < shown.bottom()
    return np.flatnonzero(mask).tolist()


def edges_in(picture: TreePicture, shown: QRectF) -> Indices:
    """Return the cards whose edge from their parent touches ``shown``."""
    layout = picture.layout
    if layout.down:
        layout = layout.turned()
        shown = QRectF(shown.top(), shown.left(), shown.height(), shown.width())
    children = np.flatnonzero(picture.parent >= 0)
    parents = picture.parent[children]
    middle = layout.top + layout.height / 2
    mask = layout.left[children] > shown.left()
    mask &= layout.left[parents] + layout.width[parents] < shown.right()
    mask &= np.maximum(middle[children], middle[parents]) > shown.top()
    mask &= np.minimum(middle[children], middle[parents]) < shown.bottom()
    return children[mask]


def reach_box(picture: TreePicture, index: int) -> QRectF:
    """Return where a card stands, with its shadow, its handles and what lights up round it."""
    box = card_box(picture, index)
    if picture.layout.down:
        return box.adjusted(-_SHADOW, -_SHADOW, _SHADOW, _REACH)
    return box.adjusted(-_SHADOW, -_SHADOW, _REACH, _SHADOW)


def touches(picture: TreePicture, index: int, view: View, region: QRegion) -> bool:
    """Return whether a card, its handles and its shadow included, is in ``region``."""
    return region.intersects(view.to_paper(reach_box(picture, index)).toAlignedRect())
