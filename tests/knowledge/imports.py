"""Records as they stand in an import file: complete, small, and right."""

from typing import Any


def concept(scheme: str, notation: str, **fields: Any) -> dict[str, Any]:
    return {"scheme": scheme, "notation": notation, "label": notation.replace("-", " ").capitalize()} | fields


def verdict(**fields: Any) -> dict[str, Any]:
    said = {"axis": "fase", "value": "getest", "on": "2024-05-01", "by": "De redactie", "reason": "Eén keer gedaan."}
    return said | fields


def method(**fields: Any) -> dict[str, Any]:
    return {
        "slug": "tafel",
        "title": "De tafel",
        "kind": "methode",
        "tagline": "Samen aan tafel.",
        "summary": "Een kort gesprek.",
        "other_names": ["Buurttafel"],
        "themes": ["onrust"],
        "target_groups": ["bewoners"],
        "audience": "Voor bewoners.",
        "settings": ["wijk"],
        "problem": ["Er is ruzie & onbegrip.", ["Eerst.", "Dan."]],
        "aim": ["Rust."],
        "evidence_text": ["Weinig bekend."],
        "approach": [{"title": "Bel", "text": ["Bel iedereen."]}, {"title": "Praat", "text": ["Praat rustig."]}],
        "conditions": [{"topic": "tijd", "text": "Een avond."}],
        "duration": "1 avond",
        "hours_from": 10,
        "costs": [{"basis": "per-ronde", "amount_from": 100, "price_year": 2024}],
        "costs_text": ["Bijna niets."],
        "first_steps": ["Bel ons."],
        "risks": ["Geen."],
        "forms": [],
        "parts": [{"role": "kern", "text": "De tafel zelf."}],
        "moderators": [{"direction": "beter", "text": "het droog is"}],
        "materials": [{"title": "Draaiboek", "url": "https://example.org/draaiboek", "licence": "CC-BY-4.0"}],
        "steward": "De gemeente.",
        "evidence": [verdict()],
    } | fields


def _context(**fields: Any) -> dict[str, Any]:
    return {
        "method": "tafel",
        "summary": "In het kort.",
        "municipality": "Voorbeeldstad",
        "size_class": "tot-30000",
        "urbanity": "weinig",
        "themes": ["onrust"],
        "target_groups": ["bewoners"],
        "settings": ["wijk"],
        "delivered_by": "Opbouwwerk",
        "period_from": "2024-01-08",
        "period_to": "2024-06-20",
    } | fields


def evaluation(**fields: Any) -> dict[str, Any]:
    study = _context(
        slug="tafel-onderzocht",
        title="De tafel onderzocht",
        type="effect",
        design="voor-en-na",
        researchers="Een bureau",
        participants=40,
        dropouts=4,
        limitations="Klein.",
        outcomes=[
            {"measure": "Rust", "direction": "positief", "size": "Een punt."},
            {"measure": "Vertrouwen", "direction": "geen-effect", "size": "Gelijk.", "follow_up_months": 3},
        ],
    )
    return study | fields


def use_case(**fields: Any) -> dict[str, Any]:
    told = _context(
        slug="tafel-gebruikt",
        title="De tafel gebruikt",
        organisation="Welzijn Voorbeeld",
        filled_in_by="Wijkmanager",
        filled_in_on="2024-07-01",
        costs="Niets.",
        helped="Geduld.",
        hindered="Haast.",
        again="ja",
        again_reason="Het ging goed.",
    )
    return told | fields


def publication(**fields: Any) -> dict[str, Any]:
    return {
        "slug": "over-tafels",
        "title": "Over tafels",
        "type": "onderzoek",
        "summary": "Wat een tafel doet.",
        "body": ["Een tafel brengt rust."],
        "authors": "Een bureau",
        "publisher": "Een bureau",
        "dated_on": "2024-09-01",
        "licence": "CC-BY-4.0",
        "themes": ["onrust"],
        "methods": ["tafel"],
        "files": [{"title": "Het rapport", "url": "https://example.org/rapport"}],
    } | fields


def lesson(**fields: Any) -> dict[str, Any]:
    return {
        "slug": "eerst-luisteren",
        "title": "Eerst luisteren",
        "statement": "Luister voordat u iets belooft.",
        "happened": "Er werd te snel iets beloofd.",
        "worked": "Stil zijn.",
        "for_whom": "Voor iedereen.",
        "circumstances": "Na een incident.",
        "dated_on": "2024-09-01",
        "themes": ["onrust"],
        "methods": ["tafel"],
    } | fields
