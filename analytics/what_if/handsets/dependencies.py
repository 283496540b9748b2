"""Which parameters enter which outcome of the handset model, as its relations state it."""

from analytics.what_if.engine.model import Depends

_UNITS = frozenset({"target_units_per_year", "ramp_months", "annual_growth", "delay_months", "utilisation"})
_REVENUE = _UNITS | {"revenue_per_unit", "price_trend"}
_LOCAL = _REVENUE | {"local_value_added_start", "local_value_added_end"}
_REPLACED = _REVENUE | {"export_share", "import_replaced_share", "import_price_premium"}
_JOBS = _UNITS | {"jobs_per_million_units"}

DEPENDS: Depends = {
    "units": _UNITS,
    "revenue_usd": _REVENUE,
    "local_value_added_usd": _LOCAL,
    "component_imports_usd": _LOCAL,
    "exports_usd": _REVENUE | {"export_share"},
    "imports_replaced_usd": _REPLACED,
    "net_foreign_exchange_usd": _LOCAL | _REPLACED,
    "direct_jobs": _JOBS,
    "indirect_jobs": _JOBS | {"indirect_per_direct"},
    "revenue_pkr": _REVENUE | {"pkr_per_usd", "pkr_depreciation"},
    "payroll_usd": _JOBS | {"monthly_wage_usd"},
    # Key figures that are read off no outcome.
    "units_per_year_full_rate": frozenset({"target_units_per_year", "utilisation"}),
    "revenue_usd_per_year_full_rate": frozenset({"target_units_per_year", "utilisation", "revenue_per_unit"}),
}
