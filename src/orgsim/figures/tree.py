"""Where the boxes of a chart stand: level under level, subtrees as close as they fit, parents over the middle of their children.

In the manner of Reingold and Tilford (1981), except that subtrees are kept apart box by box, so that boxes may differ in height. When
that gets too wide, the posts that lead nobody hang under each other.
"""

from dataclasses import dataclass, field

WIDTH, BOX = 1.6, 0.7
"""Of a box without its chips: width and height, inches."""
BESIDE, BETWEEN, APART = 0.2, 0.55, 0.45
"""Between boxes side by side, between levels, and between separate trees, inches."""
STACKED, INDENT = 0.3, 0.28
"""Between boxes that hang under each other, and how far they are moved to the right, inches."""


@dataclass
class Node:
    """A box to place: `x` is its middle, `top` its upper edge, both in inches from the upper left."""

    key: str
    height: float
    children: list["Node"] = field(default_factory=list)
    hangs: bool = False
    """Whether its children hang under each other."""
    x: float = 0.0
    top: float = 0.0
    hung: bool = False
    """Whether it hangs under others, in a column."""
    column_top: float = 0.0
    """Upper edge of its column; of itself when it stands alone."""

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def all(self) -> list["Node"]:
        """Return this node and everything below it."""
        return [self, *(node for child in self.children for node in child.all())]


def arrange(roots: list[Node], widest: float) -> tuple[float, float]:
    """Place all boxes; return width and height of the whole."""
    for node in (node for root in roots for node in root.all()):
        node.hangs = False
    _settle(roots)
    if _extent(roots) > widest:
        for node in (node for root in roots for node in root.all()):
            node.hangs = len(node.children) > 1 and not any(child.children for child in node.children)
        _settle(roots)
    everything = [node for root in roots for node in root.all()]
    leftmost = min((node.x for node in everything), default=0.0) - WIDTH / 2
    for node in everything:
        node.x -= leftmost
    return _extent(roots), max((node.bottom for node in everything), default=0.0)


def _extent(roots: list[Node]) -> float:
    """Return how wide everything is."""
    middles = [node.x for root in roots for node in root.all()]
    return max(middles) - min(middles) + WIDTH if middles else 0.0


def _settle(roots: list[Node]) -> None:
    """Give every node its place."""
    _set_tops(roots)
    for root in roots:
        _set_middles(root)
    _side_by_side(roots, BESIDE + APART)


def _set_tops(level: list[Node]) -> None:
    """Set the upper edges, level by level; what hangs is set one under another."""
    top = 0.0
    while level:
        for node in level:
            node.top, node.column_top, node.x, node.hung = top, top, 0.0, False
            if node.hangs:
                _hang(node)
        top = max(node.bottom for node in level) + BETWEEN
        level = [child for node in level if not node.hangs for child in node.children]


def _hang(node: Node) -> None:
    """Set the upper edges of children that hang under each other."""
    first = below = node.bottom + BETWEEN * 0.8
    for child in node.children:
        child.top, child.column_top, child.hung = below, first, True
        below = child.bottom + STACKED


def _set_middles(node: Node) -> None:
    """Set the middles in a subtree, its own being somewhere in the middle of its children."""
    for child in node.children:
        _set_middles(child)
    if node.hangs:
        for child in node.children:
            child.x = node.x + INDENT
    elif node.children:
        _side_by_side(node.children, BESIDE)
        node.x = (node.children[0].x + node.children[-1].x) / 2


def _side_by_side(trees: list[Node], gap: float) -> None:
    """Move each tree as far to the left as those before it allow."""
    placed: list[Node] = []
    for tree in trees:
        boxes = tree.all()
        if placed:
            _move(tree, _needed(placed, boxes, gap))
        placed += boxes


def _needed(placed: list[Node], boxes: list[Node], gap: float) -> float:
    """Return how far boxes must move to the right to stand clear of those that are placed."""
    near = [
        there.x + WIDTH + gap + INDENT * here.hung - here.x  # beside a column there is room for ties
        for there in placed
        for here in boxes
        if here.top < there.bottom + STACKED and there.top < here.bottom + STACKED
    ]
    return max(near)


def _move(tree: Node, distance: float) -> None:
    for node in tree.all():
        node.x += distance
