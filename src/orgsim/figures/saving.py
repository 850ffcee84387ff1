"""Figures as files: SVG that loads nothing, PDF or PNG; their bytes depend on nothing but the figure."""

import hashlib
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any, Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from matplotlib.figure import Figure

from orgsim.errors import InputError
from orgsim.figures.style import FONT, house_style

Suffix: TypeAlias = Literal["svg", "png", "pdf"]
"""Formats of a file."""

DOTS_PER_INCH = 160
NARROW = 0.15
"""Margin of a figure that has no other, inches."""

NO_METADATA: dict[str, str | None] = {"Date": None, "Creator": None, "Format": None, "Type": None}

Letters: TypeAlias = Literal["path", "none"]
"""How letters stand in an SVG: drawn as paths, or not."""

NOTHING = re.compile(
    r"<!DOCTYPE[^>]*>|<metadata>.*?</metadata>|<!--.*?-->|(?<=>)\s+(?=<)| transform=\"rotate\(-0 [^\"]*\"", re.DOTALL
)
"""What matplotlib writes and nobody sees."""
GROUP = re.compile(r"<g>|<g [^>]*>|</g>")
LONG = re.compile(r"-?\d+\.\d{3,}")
"""A number with more digits than a screen can show."""
SAME = re.compile(r"(<g clip-path=\"[^\"]*\">)((?:(?!</?g\b).)*)</g>(?:\1((?:(?!</?g\b).)*)</g>)+", re.DOTALL)
"""Groups in a row that differ in nothing but what is in them."""
PATH = re.compile(r'(?<= d=")[^"]*')
STYLE = re.compile(r'(?<= style=")[^"]*')
STYLED = re.compile(r' style="([^"]*)"')
MANY = 3
"""A style that stands in a figure so many times gets a class."""
ID = re.compile(r' id="([^"]+)"')
REFERENCE = re.compile(r'(xlink:href="#|url\(#)([^")]+)')


def save(figure: Figure, path: Path, description: str) -> Path:
    """Write a figure in the format of the file name, with its title and a description for those who cannot see it.

    Raises
    ------
    InputError
        When the ending is none of .svg, .png and .pdf.
    """
    if path.suffix == ".svg":
        content = svg(figure, description, name=path.stem).encode()
    elif path.suffix == ".png":
        content = png(figure, description)
    elif path.suffix == ".pdf":
        content = pdf(figure, description)
    else:
        raise InputError(f"{path.name}: a figure is written as .svg, .png or .pdf")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def file_name(design: str, taken: set[str], kind: str = "chart") -> str:
    """Return a name for the file of a chart that any file system takes and no other chart has."""
    stem = f"{kind}-" + re.sub(r"[^a-z0-9]+", "-", design.lower()).strip("-")[:60]
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name)
    return name


def title_of(figure: Figure) -> str:
    """Return the title of a figure in one line."""
    return " ".join(figure.get_suptitle().split())


def svg(figure: Figure, description: str, *, name: str, letters: Letters = "path", tight: bool = False) -> str:
    """Return a figure as SVG; `name` keeps its ids apart from those of other figures on the same page.

    Letters are drawn as paths, which look the same everywhere, or left as text ("none"), which takes a tenth of the room and can be
    searched and read aloud; a machine without the font then takes one of nearly the same width. A `tight` figure is
    for a page: it has narrow margins and repeats no styles.
    """
    buffer = io.BytesIO()
    cut: dict[str, Any] = {"bbox_inches": "tight", "pad_inches": NARROW} if tight else {}
    with house_style(**{"svg.hashsalt": f"orgsim {name}", "svg.fonttype": letters}):
        figure.savefig(buffer, format="svg", metadata={"Title": title_of(figure), **NO_METADATA}, **cut)
    text = LONG.sub(_shortened, NOTHING.sub("", buffer.getvalue().decode()))
    own = f"s{hashlib.sha256(name.encode()).hexdigest()[:6]}" if tight else name
    text = _compact(_without_idle_groups(_own_ids(text, own)))
    text = _classed(text, own) if tight else text
    return _described(text, title_of(figure), description)


def _compact(text: str) -> str:
    """Return an SVG that looks the same in less room: one clip for a row of shapes, one font for all letters, no idle blanks."""
    text = SAME.sub(lambda found: f"{found[1]}{found[0].replace(found[1], '').replace('</g>', '')}</g>", text)
    text = text.replace(f" font-family: '{FONT}';", "").replace(f"font-family: '{FONT}'; ", "")
    text = PATH.sub(lambda found: re.sub(r"\s*([A-Za-z])\s*", r"\1", found[0]), text)
    text = STYLE.sub(lambda found: found[0].replace(": ", ":").replace("; ", ";"), text)
    return text.replace("<svg ", f"<svg font-family=\"'{FONT}', Verdana, sans-serif\" ", 1)


def _classed(text: str, prefix: str) -> str:
    """Return an SVG in which a style that stands there many times has a class, whose name begins with what no other figure begins with."""
    often = [style for style, count in Counter(STYLE.findall(text)).items() if count >= MANY]
    classes = {style: f"{prefix}-{place}" for place, style in enumerate(often)}
    rules = "".join(f".{named}{{{style}}}" for style, named in classes.items())
    text = STYLED.sub(lambda found: f' class="{classes[found[1]]}"' if found[1] in classes else found[0], text)
    return text.replace("</style>", f"{rules}</style>", 1)


def _without_idle_groups(text: str) -> str:
    """Return an SVG without the groups that neither name, place nor clip what is in them."""
    open_groups: list[bool] = []

    def kept(found: re.Match[str]) -> str:
        tag = found[0]
        if tag != "</g>":
            open_groups.append(tag != "<g>")
            return tag if open_groups[-1] else ""
        return tag if open_groups.pop() else ""

    return GROUP.sub(kept, text)


def _shortened(found: re.Match[str]) -> str:
    """Return a length in points with two decimals."""
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")


def png(figure: Figure, description: str) -> bytes:
    """Return a figure as PNG."""
    buffer = io.BytesIO()
    metadata = {"Title": title_of(figure), "Description": description, "Software": None}
    with house_style():
        figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata=metadata)
    return buffer.getvalue()


def pdf(figure: Figure, description: str) -> bytes:
    """Return a figure as PDF."""
    buffer = io.BytesIO()
    unnamed = {"Creator": None, "Producer": None, "CreationDate": None}
    with house_style():
        figure.savefig(buffer, format="pdf", metadata={"Title": title_of(figure), "Subject": description, **unnamed})
    return buffer.getvalue()


def _own_ids(text: str, name: str) -> str:
    """Drop the ids nobody refers to, and call the others by the figure's name and a number."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", name)
    used = dict.fromkeys(target for _, target in REFERENCE.findall(text))
    short = {target: f"{prefix}-{place}" for place, target in enumerate(used)}
    text = ID.sub(lambda found: f' id="{short[found[1]]}"' if found[1] in used else "", text)
    return REFERENCE.sub(lambda found: found[1] + short.get(found[2], found[2]), text)


def _described(text: str, title: str, description: str) -> str:
    """Add the description behind the title, and tell readers of the screen that this is one image."""
    text = text.replace("<svg ", f'<svg role="img" aria-label={quoteattr(title)} ', 1)
    return text.replace("</title>", f"</title><desc>{escape(description)}</desc>", 1)
