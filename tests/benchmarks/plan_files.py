"""Opening and saving large plans, against the standard library's json on the same bytes."""

from __future__ import annotations

import json

from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds
from workbench.files.codec import decode, encode
from workbench.results import results_of


def main() -> None:
    """Time 1,000, 10,000 and 100,000 KPIs."""
    for kpis in (1000, 10_000, 100_000):
        plan = big_plan(kpis)
        data = encode(plan)
        assert decode(data, "big.kpi") == plan
        repeats = 1 if kpis > 10_000 else 5
        raw = json.loads(data)
        read = seconds(lambda data=data: decode(data, "big.kpi"), repeats=repeats)
        line(
            f"decode {kpis:,} KPIs, checked",
            read,
            "json.loads alone",
            seconds(lambda data=data: json.loads(data), repeats=repeats),
            "linear",
        )
        line(
            f"encode {kpis:,} KPIs",
            seconds(lambda plan=plan: encode(plan), repeats=repeats),
            "json.dumps alone",
            seconds(lambda raw=raw: json.dumps(raw, indent=2, sort_keys=True), repeats=repeats),
            "linear",
        )
        whole = seconds(lambda data=data: results_of(decode(data, "big.kpi")), repeats=repeats)
        if kpis == 10_000:
            line_alone(
                "open 10,000 KPIs: decode, compile, evaluate, pay", f"{whole:.3f} s", "< 2 s"
            )


if __name__ == "__main__":
    main()
