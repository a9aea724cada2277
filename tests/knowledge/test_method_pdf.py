"""A method on one page of paper: the words of its page, for who may see that page, and always exactly one page."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS, Role
from common.html import plain_text
from common.pdf import make_pdf
from knowledge import method_pdf as view
from knowledge.enums import Axis, Direction, PartRole
from knowledge.experience import method_experience
from knowledge.models import MethodCost, MethodIndexPage, MethodPage, MethodRelation
from knowledge.one_page import TEMPLATE, one_page
from knowledge.profile import method_profile
from knowledge.services import load_sample
from tests.accounts.helpers import sign_in_as
from tests.knowledge.factories import build_method, judge, make_evaluation, make_method, make_use_case
from tests.services.verapdf import not_accessible

pytestmark = pytest.mark.django_db


def address(method: MethodPage) -> str:
    return f"{method.get_url()}pdf/"


def words(content: bytes) -> str:
    """The text of the only page, on one line and without the places where a long word may break."""
    (page,) = PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text().replace("\u200b", "").split())


def read(client: Client, method: MethodPage) -> str:
    response = client.get(address(method))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    return words(response.content)


def built(method: MethodPage) -> bytes:
    """The PDF of a method, saved or not."""
    request = RequestFactory().get("/")
    profile = method_profile(method, viewer=ANONYMOUS, request=request)
    addresses = {"page": "https://example.org/methoden/x/", "permanent": "https://example.org/id/y"}
    return make_pdf(TEMPLATE, one_page(method, profile, method_experience(method, ANONYMOUS)), addresses)


# --- What it says ----------------------------------------------------------------------------------------------------


def test_the_page_leads_to_its_pdf(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index, slug="tafel")

    response = client.get(address(method))

    assert (
        '<a class="kp-button kp-button--secondary" href="/methoden/tafel/pdf/">'
        in client.get(method.get_url()).content.decode()
    )
    assert response.headers["Content-Disposition"] == 'inline; filename="tafel-op-een-a4.pdf"'


@time_machine.travel(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)
def test_it_answers_what_the_page_answers_in_the_same_words(client: Client, index: MethodIndexPage) -> None:
    method = make_method(
        index,
        title="Wijktafel",
        slug="wijktafel-met-een-heel-lang-webadres-om-af-te-breken",
        tagline="Drie gesprekken.",
        summary="Bewoners praten met elkaar.",
        audience="Niet voor één gezin.",
        parts=[("part", {"role": role, "text": f"Dit is {role}."}) for role in PartRole.values],
        moderators=[("moderator", {"direction": "slechter", "text": "er haast is", "source": ""})],
        first_steps="<ol><li>Bel de eigenaar.</li><li>Plan een avond.</li></ol>",
        duration="3 avonden",
    )
    method.costs.set([MethodCost(basis="per-ronde", amount_from=6500, price_year=2024)])
    method.save()
    judge(method, Axis.DIRECTION, "negatief", "2026-05-01")
    judge(method, Axis.STAGE, "gestopt", "2026-05-01")
    make_evaluation(method, "negatief", type="effect", not_for="Nieuwe buren.")
    make_use_case(method, again="nee")

    text = read(client, method)
    html = client.get(method.get_url()).content.decode()

    for sentence in (
        "Onderzoek laat een averechts effect zien.",
        "De methode wordt niet meer aangeboden.",
        "Er is geen erkenning bekend.",
        "Bewoners praten met elkaar.",
        "Hier is niets over opgeschreven.",
    ):
        assert sentence in text
        assert sentence in html
    for sentence in (
        "Kennisplatform V&WS · Methode",
        "Zo wijzen de onderzoeken. Positief: 0; Geen effect: 0; Gemengd: 0; Negatief: 1; Onbekend: 0.",
        "Zouden gebruikers het opnieuw doen. Ja: 0; Ja, mits: 0; Nee: 1.",
        "Dit moet blijven • Dit is kern. Dit mag u aanpassen • Dit is aanpasbaar.",
        "Dit moet u niet doen • Dit is niet-doen.",
        "Voor wie wel en niet Niet voor één gezin.",
        "1 onderzoek zag een averechts effect en 1 organisatie zou het niet opnieuw doen.",
        "Werkt slechter als • er haast is",
        "In onderzoek werkte het niet voor • Nieuwe buren.",
        "1. Bel de eigenaar. 2. Plan een avond.",
        "€\N{NO-BREAK SPACE}6.500 per ronde".replace("\N{NO-BREAK SPACE}", " "),
        "3 avonden",
        "De tekst is gewijzigd op 24 november 2026. Gemaakt op 24 november 2026.",
        f"Vast webadres: {settings.SITE_URL}/id/{method.public_id}",
        f"ervaringen, op {settings.SITE_URL}/methoden/wijktafel-met-een-heel-lang-webadres-om-af-te-breken/",
    ):
        assert sentence in text
    assert "Voorbeeld" not in text


def test_what_is_not_known_is_said(client: Client, index: MethodIndexPage) -> None:
    text = read(client, make_method(index))

    for sentence in (
        "Het is niet bekend of de methode werkt.",
        "De fase is niet bekend.",
        "Gemeten: Onbekend",
        "Zo wijzen de onderzoeken: op de site staat nog niets openbaars.",
    ):
        assert sentence in text


@pytest.mark.parametrize("direction", Direction.values)
def test_every_direction_has_its_sentence(client: Client, index: MethodIndexPage, direction: str) -> None:
    method = make_method(index, evidence={Axis.DIRECTION: direction})
    profile = method_profile(method, viewer=ANONYMOUS, request=RequestFactory().get("/"))

    assert read(client, method).count(profile.direction) == 2


def test_an_example_and_a_replaced_method_say_so(client: Client, index: MethodIndexPage) -> None:
    old, new = make_method(index, is_example=True), make_method(index, title="Nieuw")
    MethodRelation.objects.create(method=new, related=old, kind="vervangt")

    text = read(client, old)

    assert "· Voorbeeld" in text
    assert "Deze methode is verzonnen" in text
    assert "Deze methode is vervangen. Gebruik voortaan ‘Nieuw’." in text
    assert "verzonnen" not in read(client, new)


def test_the_document_says_what_it_is(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index, title="Tafel & <b>", tagline="Eén zin.")

    reader = PdfReader(io.BytesIO(client.get(address(method)).content))

    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("Tafel & <b>", "Eén zin.")
    assert reader.trailer["/Root"]["/Lang"] == "nl-NL"


def test_signs_that_the_font_lacks_are_accounted_for(client: Client, index: MethodIndexPage) -> None:
    text = read(client, make_method(index, tagline="Voor 漢字 en 😀."))

    assert "Voor □ en □." in text
    assert "Waar □ staat, heeft dit lettertype geen teken." in text
    assert "□" not in read(client, make_method(index))


# --- Who gets it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize(
    "hidden", ["nothing", "draft", "unpublished", "restricted", "restricted above", "restricted to"]
)
def test_who_gets_it_is_who_gets_the_page(
    client: Client, index: MethodIndexPage, person: Any, role: Role | None, hidden: str
) -> None:
    method = make_method(index, live=hidden != "draft")
    if hidden == "unpublished":
        method.unpublish()
    if hidden.startswith("restricted"):
        kind = PageViewRestriction.GROUPS if hidden.endswith("to") else PageViewRestriction.LOGIN
        page = index if hidden.endswith("above") else method
        PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if role:
        sign_in_as(client, person(role))

    page, pdf = client.get(method.get_url()), client.get(address(method))

    assert pdf.status_code == page.status_code
    expected = {"nothing": 200, "draft": 404, "unpublished": 404}.get(hidden)
    assert page.status_code == expected if expected else page.status_code in {200, 302, 403}
    assert (pdf.headers["Content-Type"] == "application/pdf") == (page.status_code == 200)
    if page.status_code == 302:
        assert pdf.headers["Location"].split("?")[0] == page.headers["Location"].split("?")[0]


def test_nothing_else_lies_below_a_method(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)

    for path in ("pdf/x/", "PDF/", "docx/", "pdf/pdf/"):
        assert client.get(method.get_url() + path).status_code == 404
    assert client.post(address(method)).status_code == 405
    assert client.head(address(method)).headers["Content-Type"] == "application/pdf"


# --- Asked again -----------------------------------------------------------------------------------------------------


def test_who_has_it_gets_it_again_only_when_it_changed(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    first = client.get(address(method))
    tag = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}

    assert first.headers["Cache-Control"] == "private, no-cache"
    same = client.get(address(method), **tag)
    assert (same.status_code, same.content) == (304, b"")

    make_evaluation(method, "negatief")
    changed = client.get(address(method), **tag)

    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_it_is_as_old_as_its_latest_change_but_never_older_than_today(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)

    with time_machine.travel(timezone.now() + dt.timedelta(days=40), tick=False):
        response = client.get(address(method))
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        judge(method, Axis.STAGE, "getest")
        later = client.get(address(method))

    def seen(answer: Any) -> dt.datetime:
        return dt.datetime.strptime(answer.headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=dt.UTC)

    assert seen(response) == today
    assert seen(later) > today
    assert client.get(address(method), HTTP_IF_MODIFIED_SINCE=later.headers["Last-Modified"]).status_code == 304


def test_a_failure_is_told_in_words(
    client: Client, index: MethodIndexPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    method = make_method(index, title="Tafel")
    broken = tmp_path / "method.typ"
    broken.write_text('#panic("stuk")')
    monkeypatch.setattr(view, "TEMPLATE", broken)

    response = client.get(address(method))

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "300"
    assert "ETag" not in response.headers
    text = response.content.decode()
    assert "De pdf lukt nu niet" in text
    assert "Lees ‘Tafel’" in text
    assert "stuk" not in text
    assert "could not be made" in caplog.text


def test_it_costs_few_queries(client: Client, index: MethodIndexPage, django_assert_max_num_queries: Any) -> None:
    method = make_method(index, evidence={Axis.STAGE: "getest"})
    client.get(address(method))

    with django_assert_max_num_queries(15):
        client.get(address(method))


# --- Always one accessible page --------------------------------------------------------------------------------------


def test_the_sample_fits_whole_and_passes_verapdf(client: Client, home: Any, tmp_path: Path) -> None:
    load_sample(home)
    files = []
    for method in MethodPage.objects.all():
        file = tmp_path / f"{method.slug}.pdf"
        file.write_bytes(client.get(address(method)).content)
        text = words(file.read_bytes())
        assert "…" not in text, method.slug
        assert not re.search(r"Nog \d", text), method.slug
        listed = [step.value["title"] for step in method.approach]
        listed += [block.value["text"] for blocks in (method.conditions, method.parts) for block in blocks]
        listed += re.findall(r"<li>(.*?)</li>", method.first_steps)
        assert [item for item in listed if closed(plain_text(item)) not in closed(text)] == [], method.slug
        files.append(file)

    assert len(files) == 40
    assert not_accessible(files) == []


def closed(text: str) -> str:
    """Without white space: a line may end after a hyphen."""
    return "".join(text.split())


def numbered(word: str, count: int) -> list[str]:
    """Sentences that can be told apart: "Kern 3 is een zin ..."."""
    return [f"{word} {at} is een zin over hoe het moet. Daarna volgt een zin die het uitlegt." for at in range(count)]


def long_method(warnings: int, others: int) -> MethodPage:
    return build_method(
        title="Lang",
        tagline="Een lange methode.",
        summary=" ".join(numbered("Kort", 30)),
        audience=" ".join(numbered("Wie", 30)),
        risks=f"<p>{' '.join(numbered('Risico', 30))}</p>",
        first_steps="<ol>" + "".join(f"<li>{text}</li>" for text in numbered("Begin", others)) + "</ol>",
        conditions=[("condition", {"topic": "tijd", "text": text}) for text in numbered("Eis", others)],
        parts=[
            ("part", {"role": role, "text": text})
            for role, word, count in (
                ("kern", "Kern", warnings),
                ("aanpasbaar", "Vrij", others),
                ("niet-doen", "Nooit", warnings),
            )
            for text in numbered(word, count)
        ],
        moderators=[
            ("moderator", {"direction": direction, "text": text, "source": ""})
            for direction, word, count in (("beter", "Mee", others), ("slechter", "Tegen", warnings))
            for text in numbered(word, count)
        ],
        approach=[("step", {"title": text, "text": "", "takes": ""}) for text in numbered("Stap", others)],
    )


@pytest.mark.parametrize(("warnings", "others"), [(3, 12), (6, 40)])
def test_a_long_method_says_how_much_is_left_out_and_keeps_what_warns(warnings: int, others: int) -> None:
    text = words(built(long_method(warnings, others)))

    for word in ("Kern", "Nooit", "Tegen"):
        assert len(set(re.findall(rf"{word} \d+ is", text))) == warnings
    for word, rest in (
        ("Stap", "stappen"), ("Begin", "stappen"), ("Eis", "punten"), ("Vrij", "punten"), ("Mee", "punten")
    ):  # fmt: skip
        shown = re.findall(rf"{word} \d+ is", text)
        after = text[text.rindex(shown[-1]) :]
        assert after.index(f"Nog {others - len(shown)} {rest} op de pagina.") < 200
    assert "Niet alles past" not in text
    # Who reads a text that stops sees that it goes on.
    assert re.search(r"Kort \d+ is[^…]*\. … Voor wie wel en niet", text)


def test_steps_without_their_texts_say_where_those_are(tmp_path: Path) -> None:
    def with_steps(explanation: str) -> MethodPage:
        steps = [{"title": f"Stap {at}", "text": explanation, "takes": ""} for at in range(40)]
        return build_method(title="Stappen", approach=[("step", step) for step in steps])

    long, short, bare = (
        built(with_steps(text)) for text in (f"<p>{'Leg het rustig uit. ' * 100}</p>", "<p>Kort.</p>", "")
    )

    line = (
        "Lees verder, met de uitleg bij elke stap, alle onderzoeken en ervaringen, op https://example.org/methoden/x/"
    )
    assert line in words(long)
    assert "40. Stap 39" in words(long)
    assert "Leg het rustig uit" not in words(long)
    assert "40. Stap 39. Kort." in words(short)
    assert "uitleg bij elke stap" not in words(short) + words(bare)
    file = tmp_path / "stappen.pdf"
    file.write_bytes(long)
    assert not_accessible([file]) == []


def test_what_does_not_fit_at_all_is_said() -> None:
    method = long_method(3, 12)
    profile = method_profile(method, viewer=ANONYMOUS, request=RequestFactory().get("/"))
    data = one_page(method, profile, method_experience(method, ANONYMOUS)) | {"tagline": "lang " * 600}
    addresses = {"page": "https://example.org/x/", "permanent": "https://example.org/id/y"}

    text = words(make_pdf(TEMPLATE, data, addresses))

    assert "Niet alles past op dit papier. De rest leest u op de pagina." in text


HOSTILE = st.one_of(
    st.text(max_size=400),
    st.sampled_from(
        [
            '#import "@preview/cetz:0.3.0": * #read("/etc/passwd")',
            "*vet* _schuin_ = kop $x^2$ `code` @ref <label> // weg /* ook */ \\",
            "onderwijsachterstandenbeleidsmedewerkersoverleg" * 9,
            "W" * 500,
            "😀👩‍👩‍👧 漢字 नमस्ते",
            "שלום עולם \u202e omgekeerd مرحبا \u2066x\u2069",
            "e\u0301\u0301\u0301 \u200b\u200d\ufeff \x00\x1b[31m \ud7ff \U0010ffff",
            "lang " * 300,
            "   \n\n\t ",
            "-",
        ]
    ),
)


def test_whatever_stands_in_it_there_is_one_accessible_page(tmp_path: Path) -> None:
    files: list[Path] = []

    @examples(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(texts=st.lists(HOSTILE, min_size=8, max_size=8), many=st.sampled_from([0, 1, 3, 40]))
    def try_texts(texts: list[str], many: int) -> None:
        plain = [text.replace("\x00", "") for text in texts]
        method = build_method(
            title=(plain[0].strip() or "Titel")[:255],
            tagline=plain[1][:140],
            summary=plain[2],
            duration=plain[3][:120],
            steward=plain[4],
            risks=f"<p>{plain[5]}</p>",
            first_steps=f"<ol>{'<li>' + plain[6] + '</li>'}</ol>" * many,
            conditions=[("condition", {"topic": "tijd", "text": plain[7]})] * many,
            parts=[("part", {"role": role, "text": text}) for role in PartRole.values for text in plain] * many,
            moderators=[("moderator", {"direction": "beter", "text": plain[1], "source": plain[2]})] * many,
            approach=[("step", {"title": plain[3], "text": "", "takes": ""})] * many,
            is_example=True,
        )
        content = built(method)
        assert "https://example.org/methoden/x/" in words(content)
        files.append(tmp_path / f"{len(files)}.pdf")
        files[-1].write_bytes(content)

    try_texts()

    assert len(files) >= 10
    assert not_accessible(files) == []
