"""The lightest set of statements that must be set aside for the others to stand together.

Linear programmes find the statements that contradict each other, one minimal group at a time. A small covering problem
over these groups chooses the statements to set aside. The two alternate until the kept statements are consistent. The
answer is exact: no statement is relaxed by an arbitrary large number.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds as Limits
from scipy.optimize import LinearConstraint, milp

from curation.build.reconcile.system import System

Group = frozenset[int]


@dataclass(frozen=True)
class SetAside:
    """Statements that cannot be kept.

    `chosen` is every statement of every lightest set. `undecided` are those that are in some lightest sets only.
    `witness` gives for each chosen statement one lightest set that contains it.
    """

    chosen: Group
    undecided: Group
    witness: dict[int, Group]


def set_aside(system: System) -> SetAside:
    """Find every statement of every lightest set whose removal makes the rest consistent."""
    best, groups = _lightest(system, (), Group(), Group())
    lightest = [best]
    for asked in sorted(Group().union(*groups)):
        forced, spared = (Group(), Group({asked})) if asked in best else (Group({asked}), Group())
        if _cost(system, _cover(system, groups, forced, spared)) > _cost(system, best):
            continue
        other, groups = _lightest(system, groups, forced, spared)
        if _cost(system, other) == _cost(system, best):
            lightest.append(other)
    chosen = Group().union(*lightest)
    return SetAside(
        chosen=chosen,
        undecided=chosen - best.intersection(*lightest),
        witness={i: next(group for group in lightest if i in group) for i in chosen},
    )


def _cost(system: System, chosen: Iterable[int]) -> int:
    return sum(system.statements[i].reluctance for i in chosen)


def _lightest(
    system: System, groups: tuple[Group, ...], forced: Group, spared: Group
) -> tuple[Group, tuple[Group, ...]]:
    """Lightest set with `forced` and without `spared`, and all contradictory groups found up to then."""
    everything = Group(range(len(system.statements)))
    while True:
        chosen = _cover(system, groups, forced, spared)
        new = _contradictions(system, everything - chosen)
        if not new:
            return chosen, groups
        groups += new


def _contradictions(system: System, kept: Group) -> tuple[Group, ...]:
    """Minimal contradictory groups among kept statements that share no statement; empty if there are none."""
    groups: list[Group] = []
    while group := system.contradictory(kept):
        groups.append(_minimal(system, group))
        kept -= groups[-1]
    return tuple(groups)


def _minimal(system: System, group: Group) -> Group:
    """The group without members that it does not need to be contradictory."""
    for member in sorted(group):
        if member in group:
            group = system.contradictory(group - {member}) or group
    return group


def _cover(system: System, groups: tuple[Group, ...], forced: Group, spared: Group) -> Group:
    """Lightest set with a member in every group: `forced` are in it, `spared` are not."""
    members = sorted(forced.union(*groups))
    if not members:
        return Group()
    solved = milp(
        np.array([system.statements[i].reluctance for i in members], dtype=float),
        integrality=np.ones(len(members)),
        bounds=Limits([float(i in forced) for i in members], [float(i not in spared) for i in members]),
        constraints=[
            LinearConstraint(np.array([[i in group for i in members] for group in groups], dtype=float), lb=1.0)
        ]
        if groups
        else [],
        options={"mip_rel_gap": 0.0},
    )
    return Group(i for i, value in zip(members, solved.x, strict=True) if value > 0.5)
