"""What is computed: measures and what-if models as pure functions on DataFrames and arrays.

Here: sums, shares, rules, verdicts, simulations; every result row keeps the `source_ids` it rests on.
Not here: how data got in (curation/), how it looks (charts/, ui/), what an address means (views/).
"""
