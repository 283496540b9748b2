"""What all published windows of handset supply together say about each month and year.

Belongs here: reading rows as statements, finding the statements that cannot all be true, the bounds that the others
set, and the tables made of them. Does not belong here: reading or writing files, schemas, anything shown on a page.

The rule, in the order of the modules:

1. `statements`: every printed figure is one statement: the months of its window add to the figure, to within its
   rounding. Equal figures for one window are one statement; it weighs the sum, over distinct publishers, of the
   weight of their kind.
2. `system`: unknown are the handsets of each month: locally made 2G phones, locally made smartphones, imports. None
   is negative, and local output is the sum of its two parts, so a report's parts speak for or against its total.
3. `conflicts`: least absolute slack finds groups of statements that cannot all be true; the lightest set that holds a
   member of every group is set aside. Slack alone would smear one misprint over its neighbours and give up several
   true figures for one false one; a count weighted by sources does not. Where equally light sets remain nothing is
   guessed: the members of all of them are set aside.
4. `tables`: the lowest and highest value that the kept statements allow.
"""

from curation.build.reconcile.core import Reconciled, reconcile
from curation.build.reconcile.statements import MEASURES

__all__ = ["MEASURES", "Reconciled", "reconcile"]
