"""Operations that make groups with a head: pods, and layers that come in between."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field

from orgsim.plain_words import agreeing, counted
from orgsim.scenario.operations.base import Operation, Pay
from orgsim.scenario.operations.changing import place, re_role
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.company import domains_of_their_own
from orgsim.scenario.operations.grouping import Near, groups
from orgsim.scenario.operations.selecting import Selector, Who, chosen, the_role
from orgsim.scenario.operations.wording import led, those

Heads = Literal["promoted", "new"]
"""Where heads come from."""


class FormPods(Operation):
    """Owners of teams form pods of a given span under a head, by relatedness, by domain or evenly."""

    short: ClassVar[str] = "span"
    example: ClassVar[str] = "form_pods: {span: 4, by: domain, role: gpm}"

    span: int = Field(4, ge=1, le=100)
    """Most reports that a head of a pod has."""
    by: Near = "domain"
    """Who comes together: those of the same `domain`, those of related ones, too (`relatedness`), or anybody (`evenly`).

    Where most products are domains of their own, `domain` goes by relatedness and says so.
    """
    role: str = "gpm"
    """The role of the heads, by name or title."""
    heads: Heads = "promoted"
    """Whether heads are `promoted` from among the members, and keep their products, or `new` posts."""
    who: Who = Selector(works=True)
    """Who forms pods; default: all who own a team or help with one. Only those without reports are grouped."""
    across: bool = False
    """Form pods across all superiors, each under the superior of most of its members; default: under each superior by itself."""
    fewest: int | None = Field(None, ge=2, le=101)
    """Fewest members of one superior that form pods; default: one more than the span.

    A superior with the heads' role or with a product leads a pod already, and no other head comes in between.
    """
    pay: Pay = "same"
    """What promoted heads cost: the `same` as before, or what their new `role` costs."""

    def act(self, chart: Chart) -> str:
        """Form pods wherever a superior has more members than the span."""
        role, below = the_role(chart, self.role, "role"), chart.below()
        members = [post for post in chosen(chart, self.who, "who") if post not in below and chart.above(post)]
        crowds = {head: crowd for head, crowd in self._crowds(chart, members).items() if len(crowd) >= self._fewest}
        already = [head for head, crowd in crowds.items() if self._is_a_pod(chart, head, crowd, role)]
        grouped = [crowd for head, crowd in crowds.items() if head not in already]
        alone = domains_of_their_own(chart, [post for one in grouped for post in one]) if self.by == "domain" else ""
        split = [one for crowd in grouped for one in self._split(chart, crowd, "relatedness" if alone else self.by)]
        stay = f"{those(already)} {agreeing(len(already), '{leads|lead}')} a pod already" if already else ""
        if not split and already:
            return f"{stay}."
        if not split:
            message = f"no superior has at least {self._fewest} of these members who lead nobody, so there is nothing to group"
            raise Refused(message, "span")
        heads = [lead(chart, pod, role, self.heads, self.pay) for pod in split]
        kind = f"{'new' if self.heads == 'new' else 'promoted'} {chart.title(role, len(heads))}"
        said = [f"{counted(len(split), 'pod')} under {kind}: {led(heads, split)}", stay]
        said += [alone]
        return f"{'; '.join(filter(None, [*said, self._apart(chart, heads, crowds)]))}."

    def _crowds(self, chart: Chart, members: list[str]) -> dict[str, list[str]]:
        """Return the members that are grouped together: those of one superior, or those of one tree, below its head."""
        found: dict[str, list[str]] = {}
        for post in members:
            found.setdefault(str(chart.line(post)[-1 if self.across else 0]), []).append(post)
        return found

    def _is_a_pod(self, chart: Chart, head: str, crowd: list[str], role: str) -> bool:
        """Tell whether a crowd that its superior can lead has a head of a pod already, so that another one would lead nobody else."""
        is_head = chart.posts[head]["role"] == role or bool(chart.owned(head))
        return is_head and not self.across and len(crowd) <= self.span

    def _split(self, chart: Chart, crowd: list[str], by: Near) -> list[list[str]]:
        """Return the pods of a crowd; without a stated `fewest` it falls into two at least."""
        least = 1 if self.fewest else 2
        return groups(chart, crowd, how_many(len(crowd), self.span, self.heads, least), by)

    def _apart(self, chart: Chart, heads: list[str], superiors: Iterable[str]) -> str:
        """Say who leads only one, where the span allows more."""
        lone = [post for post in (*heads, *superiors) if len(chart.reports(post)) == 1] if self.span > 1 else []
        return f"{those(lone)} {agreeing(len(lone), '{leads|lead}')} one only" if lone else ""

    @property
    def _fewest(self) -> int:
        return self.span + 1 if self.fewest is None else self.fewest


def how_many(members: int, span: int, heads: Heads, least: int = 1) -> int:
    """Return into how many groups members fall: no head leads more than the span, unless one who is promoted would lead nobody.

    Example
    -------
    >>> how_many(9, 4, "promoted"), how_many(9, 4, "new"), how_many(3, 1, "promoted")
    (2, 3, 1)
    """
    wished = max(least, -(-members // (span + (heads == "promoted"))))
    return min(wished, members // 2) if heads == "promoted" else wished


def lead(chart: Chart, pod: list[str], role: str, heads: Heads, pay: Pay) -> str:
    """Put a pod under a head: the member with most pay and engineers, promoted, or a new post; return the head.

    A vacant post is promoted only where all are vacant.
    """
    above = [str(chart.above(post)) for post in pod]
    superior = max(dict.fromkeys(above), key=above.count)
    if heads == "new":
        head = chart.fresh("posts", f"{role}-{pod[0]}")
        chart.posts[head] = {"role": role, "reports_to": superior}
    else:
        held = [post for post in pod if not chart.get("posts", post, "vacant")] or pod
        head = max(held, key=lambda post: (chart.pay(post), chart.engineers(chart.owned(post))))
        place(chart, head, superior)
        re_role(chart, head, role, pay)
    for post in pod:
        if post != head:
            place(chart, post, head)
    return head
