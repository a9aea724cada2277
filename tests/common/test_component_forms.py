"""Forms: what is asked, what is wrong, and where."""

from common.components import (
    Link,
    form_errors,
)
from tests.common.gallery import EXAMPLES, FORM, Page, RegistrationForm, render


def test_error_summary_takes_the_focus_and_links_to_the_fields() -> None:
    html = render("error_summary", **EXAMPLES["error_summary"])
    assert 'tabindex="-1" autofocus' in html
    assert '<a href="#id_name">Vul uw naam in</a>' in html
    assert "<li>De ronde is vol</li>" in html
    assert render("error_summary", errors=()) == ""


def test_form_shows_no_errors_before_it_is_sent() -> None:
    html = render("form", form=RegistrationForm())
    assert "Er is een probleem" not in html
    assert "aria-invalid" not in html


def test_form_with_errors_links_each_error_to_its_field() -> None:
    form = RegistrationForm({"email": "mieke@"})
    page = Page(render("form", form=form))
    assert set(page.references) <= set(page.ids)
    assert {"id_name", "id_email", "id_attendance_0", "id_agreed"} <= set(page.references)
    assert [link.url for link in form_errors(form)] == ["#id_name", "#id_email", "#id_attendance_0", "#id_agreed"]
    assert form_errors(form)[2].title.startswith("Hoe doet u mee: ")


def test_form_errors_without_a_visible_field_have_no_address() -> None:
    form = RegistrationForm({})
    form.full_clean()
    form.add_error(None, "De ronde is vol.")
    form.add_error("version", "Het formulier is verouderd.")
    links = form_errors(form)
    assert links[0] == Link("De ronde is vol.", "")
    assert links[-1].url == ""


def test_form_can_leave_the_summary_to_the_page() -> None:
    assert "Er is een probleem" not in render("form", form=RegistrationForm({}), summary=False)


def test_form_field_marks_what_is_optional_in_words() -> None:
    assert "(niet verplicht)" in render("form_field", field=FORM["organisation"])
    assert "(niet verplicht)" not in render("form_field", field=FORM["name"])


def test_form_field_ties_hint_and_error_to_the_field() -> None:
    html = render("form_field", field=RegistrationForm({"email": "x"})["email"])
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert set(Page(html).references) <= set(Page(html).ids)


def test_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = render("form_field", field=FORM["sessions"])
    assert html.startswith('<fieldset class="kp-field" aria-describedby="id_sessions_helptext"> <legend> Sessies')


def test_single_checkbox_has_its_label_beside_it() -> None:
    html = render("form_field", field=FORM["agreed"])
    assert html.count("<label") == 1
    assert "<fieldset" not in html


def test_hidden_field_shows_nothing() -> None:
    assert render("form_field", field=FORM["version"]) == '<input type="hidden" name="version" id="id_version">'
