from models.calendar import Calendar, Month
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from workbench.formula_words import formula_in_names


def test_that_keys_become_names_and_functions_numbers_and_strangers_stay() -> None:
    kpis = Table([Kpi(KpiKey("leads"), "Prospects"), Kpi(KpiKey("e"), "Énergie")])
    plan = Plan("Essai", Calendar(Month(2027, 1)), kpis=kpis)
    text = "prev(leads, 1e-3) * (1 - e) / unknown"
    assert formula_in_names(plan, text) == "prev(Prospects, 1e-3) × (1 − Énergie) ÷ unknown"
