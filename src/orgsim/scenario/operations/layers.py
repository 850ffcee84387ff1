"""Operations on whole layers."""

from typing import ClassVar

from orgsim.scenario.fields import Setting
from orgsim.scenario.operations.base import Operation, Pay
from orgsim.scenario.operations.chart import Chart, Refused
from orgsim.scenario.operations.posts import give_up, who_stays
from orgsim.scenario.operations.selecting import Selector, chosen, the_role
from orgsim.scenario.operations.wording import those


class RemoveLayer(Operation):
    """A layer goes: its reports go up, and its holders work beside those whom they led, with their pay."""

    short: ClassVar[str] = "layer"
    example: ClassVar[str] = "remove_layer: directors"

    layer: Setting
    """A role, by name or title ("directors"), or the number of the layer, counted from the top."""
    leave: bool = False
    """The holders leave, and their posts are gone for good; default: they stay."""
    pay: Pay = "same"
    """What holders who stay cost: what they cost before, or what their new role costs."""

    def act(self, chart: Chart) -> str:
        """Take the layer out."""
        found = self._posts(chart)
        if not any(chart.reports(post) for post in found):
            raise Refused(f"{those(found)} lead nobody, so this is no layer that could be taken out", "layer")
        title = chart.title(str(chart.posts[found[0]]["role"]), len(found))
        heirs = {post: who_stays(chart, post, found) for post in found}
        said = give_up(chart, heirs, leave=self.leave, pay=self.pay)
        return f"The layer of {len(found)} {title} is gone: {said}"

    def _posts(self, chart: Chart) -> list[str]:
        """Return the posts of the layer."""
        if isinstance(self.layer, int) and self.layer > 0:
            return chosen(chart, Selector(layer=self.layer), "layer")
        return chosen(chart, Selector(role=the_role(chart, str(self.layer), "layer")), "layer")
