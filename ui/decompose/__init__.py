"""The Decompose room: the tree of KPIs as a canvas of cards and as an outline."""
