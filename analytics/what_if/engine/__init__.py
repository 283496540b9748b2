"""What every model is built on: parameters, scenarios, periods, presets, contradictions with the record, caches.

Not here: one model's relations or figures (handsets/, pipeline/) and what is asked of a model (analyses/).
"""
