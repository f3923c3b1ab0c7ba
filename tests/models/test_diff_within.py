"""What differs after several edits, told from what each of them changed."""

from hypothesis import HealthCheck, given, settings
from strategies.plans import plans

from models.changes import diff, diff_within
from models.plan import Plan


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), plans(), plans())
def test_that_the_changes_of_two_steps_tell_what_differs_over_both(
    first: Plan, second: Plan, third: Plan
) -> None:
    steps = (diff(first, second), diff(second, third))
    assert diff_within(first, third, *steps) == diff(first, third)
    assert diff_within(first, first, *steps).is_empty
