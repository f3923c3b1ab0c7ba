"""100,000 random people, paid by the engine and by the rules in fractions: to the cent."""

from __future__ import annotations

import sys
import time

from tests.benchmarks.report import line_alone
from tests.oracle.pay_agreement import compared

PEOPLE = 100_000
A_PLAN = 50


def main() -> None:
    """Compare as many people as are asked for; raises where one gets another amount."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    start = time.perf_counter()
    # Other seeds than those of the tests.
    paid, unpaid = compared(range(1000, 1000 + -(-people // A_PLAN)), A_PLAN)
    took = time.perf_counter() - start
    told = f"{paid:,} paid, {unpaid:,} without value, {took:.0f} s"
    line_alone(f"{people:,} people to the cent of the rules in fractions", told, "no difference")


if __name__ == "__main__":
    main()
