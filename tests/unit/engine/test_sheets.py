"""The numbers on a sheet are those that each opportunity would draw by itself."""

import numpy as np
import pytest
from tests.unit.engine.records import filled

from orgsim.engine import records as layout
from orgsim.engine.mechanisms.work.sheets import LOT, PER_NEED, Drawn, draw_sheet, empty_lot, note
from orgsim.engine.random import Purpose, luck, mix, uniform

FATE = luck(3, 4)
ONCE = {
    Drawn.EFFORT: (Purpose.EFFORT, 0),
    Drawn.VALUE: (Purpose.VALUE, 0),
    Drawn.WINDOW: (Purpose.WINDOW, 0),
    Drawn.REACH: (Purpose.REACH, 0),
    Drawn.DEPENDENCY: (Purpose.DEPENDENCY, 0),
    Drawn.DEPENDS_ON: (Purpose.DEPENDENCY, 1),
    Drawn.SPILL: (Purpose.SPILL, 0),
    Drawn.SPILL_DOMAIN: (Purpose.SPILL, 1),
    Drawn.SPILL_SIZE: (Purpose.SPILL, 2),
    Drawn.JOINT: (Purpose.JOINT, 0),
}


@pytest.mark.parametrize("count", [1, 7, 8, 9, LOT])
def test_a_sheet_holds_what_each_would_draw(count):
    """Of a lot that is full, of one that is not, and of one that ends within eight: keys, and every row that is read."""
    domains = filled(layout.DOMAIN, 2, key=[2**32 - 1, 17])
    lot = empty_lot(3)
    for place in range(count):
        note(lot, place, domains[place % 2], place % 2, 5 + place, place // 3)
    draw_sheet(lot, FATE, count)
    for place in range(count):
        key = int(mix(int(domains.key[place % 2]), 5 + place, place // 3))
        assert (lot.keys[place], lot.domains[place], lot.weeks[place]) == (key, place % 2, 5 + place)
        for row, (purpose, when) in ONCE.items():
            assert lot.sheet[row, place] == uniform(FATE, purpose, key, when, 0)
        for need in range(2):
            found = lot.sheet[Drawn.NEED + PER_NEED * need : Drawn.NEED + PER_NEED * (need + 1), place]
            assert found.tolist() == [uniform(FATE, Purpose.NEEDS, key, need, which) for which in range(PER_NEED)]
        objectives = lot.sheet[Drawn.OBJECTIVES :, place].tolist()
        assert objectives == [uniform(FATE, Purpose.OBJECTIVES, key, k, 0) for k in range(3)]


def test_the_rows_of_a_need_come_in_the_order_of_what_they_are_drawn_for():
    """Whether there is one, whether it is elsewhere, which type, and where: as numbered before there were sheets."""
    assert np.subtract([Drawn.NEED, Drawn.ELSEWHERE, Drawn.TYPE, Drawn.OTHER], Drawn.NEED).tolist() == [0, 1, 2, 3]
    assert Drawn.OBJECTIVES == Drawn.OTHER + 1 + PER_NEED
