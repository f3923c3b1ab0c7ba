"""The lines of the checks in words."""

from __future__ import annotations

from models.keys import BASE
from models.plan import Plan
from models.problems import Problem, ProblemCode
from workbench.analysis.incentives.hint import PayHint
from workbench.analysis.reasons import Reason, reason_sentence
from workbench.analysis.structure.hint import Hint
from workbench.findings import Finding, FindingKind, Findings
from workbench.incentive_words import FEW_WHY, LIGHT_WHY, pay_hint_sentence, pay_hint_why
from workbench.language import Language
from workbench.pay.reasons import NoPayout
from workbench.place_words import scenario_name
from workbench.sentences import no_payout_sentence, problem_sentence
from workbench.structure_words import structure_sentence


def finding_sentence(finding: Finding, plan: Plan, language: Language) -> str:
    """Return what was found, and the way out, in a sentence or two."""
    match finding.cause:
        case Problem():
            return problem_sentence(finding.cause, plan, language)
        case Hint():
            return structure_sentence(finding.cause, plan, language)
        case PayHint():
            return pay_hint_sentence(finding.cause, plan, language)
        case Reason():
            sentence = reason_sentence(finding.cause, plan, language)
        case NoPayout():
            sentence = no_payout_sentence(finding.cause, plan, language)
    if finding.scenario == BASE:
        return sentence
    return language.text(
        "In the scenario “{scenario}”: {sentence}",
        scenario=scenario_name(plan, finding.scenario),
        sentence=sentence,
    )


def finding_why(finding: Finding, language: Language) -> str:
    """Return why a hint about pay matters, with its published source; empty for other findings."""
    match finding.cause:
        case PayHint():
            return pay_hint_why(finding.cause, language)
        case Problem(code=ProblemCode.MEASURE_COUNT):
            return language.text(FEW_WHY)
        case Problem(code=ProblemCode.LIGHT_WEIGHT):
            return language.text(LIGHT_WHY)
        case _:
            return ""


def kind_count(kind: FindingKind, count: int, language: Language) -> str:
    """Return how many findings of a kind there are: "2 errors", "3 KPIs to fill in"."""
    match kind:
        case FindingKind.ERROR:
            return language.plural("{count} error", "{count} errors", count)
        case FindingKind.TO_FILL:
            return language.plural("{count} KPI to fill in", "{count} KPIs to fill in", count)
        case FindingKind.WARNING:
            return language.plural("{count} warning", "{count} warnings", count)
        case FindingKind.HINT:
            return language.plural("{count} hint", "{count} hints", count)


def counts_words(findings: Findings, language: Language) -> str:
    """Return how many findings there are of each kind that has any; empty where there are none."""
    return " · ".join(
        kind_count(kind, count, language) for kind, count in findings.count.items() if count
    )
