"""Cover and margin, exactly: the gaps of every duty with their proofs, and how many more people may step back.

Both have the shape of `standto.model.result`: `cover_facts`, `cover_records`, `cover_screen` and `covering`;
`margin_facts`, `margin_records`, `margin_screen` and `margins`. `lines` are their lines for reports and pages. A
`witness` is an assignment that shows the numbers of cover.

The random margin of a window comes from `stepping`: from exact chances (`surviving`) or, if these are out of reach,
from tossed digits (`random_order`). That of the register over all windows comes from `whole_register`: from orders of
all its people or, with very many pool places, from tossed digits for `cohorts`.
"""

from standto.coverage.covering import Cover, cover
from standto.coverage.margins import Margin, margin

__all__ = ["Cover", "Margin", "cover", "margin"]
