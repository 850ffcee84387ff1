"""Figures as files: SVG whose bytes depend on nothing but the figure and that loads nothing, or PNG."""

import io
import re
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from matplotlib.figure import Figure

from orgsim.errors import InputError
from orgsim.figures.style import house_style

DOTS_PER_INCH = 160

NO_METADATA: dict[str, str | None] = {"Date": None, "Creator": None, "Format": None, "Type": None}

DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\s*")
ID = re.compile(r' id="([^"]+)"')
REFERENCE = re.compile(r'(xlink:href="#|url\(#)([^")]+)')


def save(figure: Figure, path: Path, description: str) -> Path:
    """Write a figure in the format of the file name, with its title and a description for those who cannot see it.

    Raises
    ------
    InputError
        When the ending is neither .svg nor .png.
    """
    if path.suffix == ".svg":
        content = svg(figure, description, name=path.stem).encode()
    elif path.suffix == ".png":
        content = png(figure, description)
    else:
        raise InputError(f"{path.name}: a figure is written as .svg or .png")
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


def svg(figure: Figure, description: str, *, name: str) -> str:
    """Return a figure as SVG; `name` keeps its ids apart from those of other figures on the same page."""
    buffer = io.BytesIO()
    with house_style(**{"svg.hashsalt": f"orgsim {name}"}):
        figure.savefig(buffer, format="svg", metadata={"Title": title_of(figure), **NO_METADATA})
    text = DOCTYPE.sub("", buffer.getvalue().decode())
    return _described(_own_ids(text, name), title_of(figure), description)


def png(figure: Figure, description: str) -> bytes:
    """Return a figure as PNG."""
    buffer = io.BytesIO()
    metadata = {"Title": title_of(figure), "Description": description, "Software": None}
    with house_style():
        figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata=metadata)
    return buffer.getvalue()


def _own_ids(text: str, name: str) -> str:
    """Drop the ids nobody refers to, and put the figure's name before the others."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "-", name)
    used = {target for _, target in REFERENCE.findall(text)}
    text = ID.sub(lambda found: f' id="{prefix}-{found[1]}"' if found[1] in used else "", text)
    return REFERENCE.sub(lambda found: f"{found[1]}{prefix}-{found[2]}", text)


def _described(text: str, title: str, description: str) -> str:
    """Add the description behind the title, and tell readers of the screen that this is one image."""
    text = text.replace("<svg ", f'<svg role="img" aria-label={quoteattr(title)} ', 1)
    return text.replace("</title>", f"</title>\n <desc>{escape(description)}</desc>", 1)
