"""The same pyramid as plain Mesa agents, written from the published description alone: slow, readable, and a second opinion."""

import math
from statistics import NormalDist

import mesa

SEATS = (81, 41, 21, 11, 5, 1)
RESPONSIBILITY = (0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
STANDARD = NormalDist()


class Member(mesa.Agent):
    """Somebody on one level of the pyramid."""

    def __init__(self, model: "Pyramid", level: int) -> None:
        super().__init__(model)
        self.level = level
        self.age = min(60.0, max(18.0, model.random.gauss(25.0, 5.0)))
        self.competence = model.fresh_competence()

    def step(self) -> None:
        """Grow older, and leave when too old or too little able."""
        self.age += 1.0
        if self.age > 60.0 or self.competence < 4.0:
            self.remove()

    def promote(self) -> None:
        """Move up one level; competence carries over with a wobble, or is drawn afresh."""
        self.level += 1
        if self.model.carries_over:
            self.competence = min(10.0, max(1.0, self.competence + self.model.random.uniform(-1.0, 1.0)))
        else:
            self.competence = self.model.fresh_competence()


class Pyramid(mesa.Model):
    """Six levels; each year the free posts are filled from the level below, from the top down, and the bottom from outside."""

    def __init__(self, policy: str, *, carries_over: bool, seed: int) -> None:
        super().__init__(seed=seed)
        self.policy, self.carries_over = policy, carries_over
        for level, seats in enumerate(SEATS):
            for _ in range(seats):
                Member(self, level)

    def fresh_competence(self) -> float:
        """Draw from a normal of mean 7 and standard deviation 2 inside 1..10."""
        low, high = STANDARD.cdf(-3.0), STANDARD.cdf(1.5)
        return 7.0 + 2.0 * STANDARD.inv_cdf(low + self.random.random() * (high - low))

    def choose(self, pool: list[Member]) -> Member:
        """Pick one of a pool as the policy says."""
        if self.policy == "random":
            return self.random.choice(pool)
        return (max if self.policy == "best" else min)(pool, key=lambda member: member.competence)

    def step(self) -> None:
        """One year."""
        self.agents.do("step")
        for level in range(len(SEATS) - 1, 0, -1):
            for _ in range(SEATS[level] - len(self.agents.select(lambda m, at=level: m.level == at))):
                self.choose(list(self.agents.select(lambda m, at=level - 1: m.level == at))).promote()
        for _ in range(SEATS[0] - len(self.agents.select(lambda m: m.level == 0))):
            Member(self, 0)

    def efficiency(self) -> float:
        """Return competence weighted by responsibility, per cent of the most there could be."""
        most = 10.0 * math.fsum(r * seats for r, seats in zip(RESPONSIBILITY, SEATS, strict=True))
        return 100.0 * math.fsum(m.competence * RESPONSIBILITY[m.level] for m in self.agents) / most
