"""Kinds of content as visitors choose them: several kinds may be one group, such as all pages of the Agenda.

A document has one kind, so that the number of a group is the sum of its kinds. A single kind of a group can still be
asked for: addresses that were kept stay as they were.
"""

from collections import Counter
from collections.abc import Collection, Mapping

from search.registry import kind_groups


def kinds_of(values: Collection[str]) -> frozenset[str]:
    """The kinds behind what was chosen: a group stands for all of its own."""
    groups = kind_groups()
    chosen = [groups[value].kinds if value in groups else (value,) for value in values]
    return frozenset(kind for kinds in chosen for kind in kinds)


def count_groups(counts: Mapping[str, int], asked: Collection[str]) -> Mapping[str, int]:
    """The numbers of groups, of kinds in none, and of single kinds that were asked for."""
    group_of = {kind: name for name, group in kind_groups().items() for kind in group.kinds}
    found: Counter[str] = Counter()
    for kind, count in counts.items():
        found[group_of.get(kind, kind)] += count
    return found | {kind: counts[kind] for kind in asked if kind in counts and kind not in found}


def total_of(counts: Mapping[str, int]) -> int:
    """How many documents of all kinds there are, from the numbers of `count_groups`."""
    groups = kind_groups()
    members = {kind for name, group in groups.items() for kind in group.kinds if kind != name}
    return sum(count for name, count in counts.items() if name in groups or name not in members)
