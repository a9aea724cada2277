"""How texts and queries become words, and that both take the same decisions."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import OtherWords, Synonyms, Thesaurus, known_thesaurus
from search.dutch.query import MAX_WORDS, Reason, Wanted, analyse_query
from search.dutch.stopwords import STOP_WORDS
from search.dutch.tokens import Kind, analyse_document, index_fields
from search.dutch.vocabulary import Vocabulary

TEXT = "De wijkteamaanpak van het NPLV-gebied: geen foto’s."


def vocabulary(*texts: str) -> Vocabulary:
    return Vocabulary(Counter(word for text in texts for word in set(index_fields(text).words.split())))


def test_a_document_gives_words_stems_and_parts_with_their_places() -> None:
    found = [
        (token.position, token.kind, token.text, TEXT[token.start : token.end]) for token in analyse_document(TEXT)
    ]
    assert found == [
        (0, Kind.WORD, "de", "De"),
        (1, Kind.WORD, "wijkteamaanpak", "wijkteamaanpak"),
        (1, Kind.STEM, "wijkteamaanpak", "wijkteamaanpak"),
        (1, Kind.PART, "wijk", "wijkteamaanpak"),
        (1, Kind.PART, "team", "wijkteamaanpak"),
        (1, Kind.PART, "aanpak", "wijkteamaanpak"),
        (2, Kind.WORD, "van", "van"),
        (3, Kind.WORD, "het", "het"),
        (4, Kind.WORD, "nplv", "NPLV"),
        (4, Kind.STEM, "nplv", "NPLV"),
        (5, Kind.WORD, "gebied", "gebied"),
        (5, Kind.STEM, "gebied", "gebied"),
        (5, Kind.WORD, "nplvgebied", "NPLV-gebied"),
        (5, Kind.STEM, "nplvgebied", "NPLV-gebied"),
        (6, Kind.WORD, "geen", "geen"),
        (6, Kind.STEM, "geen", "geen"),
        (7, Kind.WORD, "fotos", "foto’s"),
        (7, Kind.STEM, "foto", "foto’s"),
    ]


def test_the_fields_of_an_index_say_the_same_as_the_tokens() -> None:
    fields = index_fields(TEXT)
    assert fields.ranking == "wijkteamaanpak wijk team aanpak nplv gebied nplvgebied geen foto"
    assert fields.words == "de wijkteamaanpak van het nplv gebied geen fotos"
    assert fields.marking == (
        " =de \tDe\n"
        " =wijkteamaanpak wijkteamaanpak wijk team aanpak \t\n"
        " =van \t\n"
        " =het \t\n"
        " =nplv =gebied =nplvgebied nplv gebied nplvgebied \tNPLV-gebied\n"
        " =geen geen \t\n"
        " =fotos foto \tfoto’s\n"
    )


@given(st.text())
def test_fields_and_tokens_agree_on_every_text(text: str) -> None:
    tokens = list(analyse_document(text))
    fields = index_fields(text)
    assert fields.ranking.split() == [token.text for token in tokens if token.kind is not Kind.WORD]
    assert set(fields.words.split()) <= {token.text for token in tokens if token.kind is Kind.WORD}
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)


@pytest.mark.parametrize("word", ["niet", "geen", "zonder", "tegen", "nooit", "niets"])
def test_negations_are_no_stop_words(word: str) -> None:
    assert word not in STOP_WORDS


def test_a_question_is_about_its_words() -> None:
    analysed = analyse_query("Wat werkt er tegen polarisatie op school?")
    assert [concept.word for concept in analysed.concepts] == ["werkt", "tegen", "polarisatie", "school"]
    assert analysed.words == ("wat", "werkt", "er", "tegen", "polarisatie", "op", "school")


def test_a_query_of_stop_words_keeps_its_words() -> None:
    analysed = analyse_query("wat te doen")
    assert (analysed.words, analysed.concepts) == (("wat", "te", "doen"), ())


def test_an_abbreviation_in_capitals_is_no_stop_word() -> None:
    assert index_fields("Het OM is er om te vervolgen").ranking == "om vervolg"
    assert [concept.word for concept in analyse_query("OM").concepts] == ["om"]
    assert analyse_query("om").concepts == ()


def test_the_parts_of_a_compound_count_less() -> None:
    analysed = analyse_query("wijkteamaanpak")
    assert [concept.alternatives for concept in analysed.concepts] == [
        (Wanted(("wijkteamaanpak",), 1.0, Reason.TYPED),),
        (Wanted(("wijk",), 0.7, Reason.PART),),
        (Wanted(("team",), 0.7, Reason.PART),),
        (Wanted(("aanpak",), 0.7, Reason.PART),),
    ]


def test_neighbours_are_looked_for_as_one_word_that_exists() -> None:
    analysed = analyse_query("jeugd werk", vocabulary=vocabulary("jeugd en werk", "jeugdwerk"))
    assert [(concept.word, concept.alternatives[0].reason) for concept in analysed.concepts] == [
        ("jeugd", Reason.TYPED),
        ("werk", Reason.TYPED),
        ("jeugdwerk", Reason.JOINED),
    ]


def test_a_wrong_word_is_corrected_and_a_known_form_is_not() -> None:
    analysed = analyse_query("radicalisring polarisaties", vocabulary=vocabulary("radicalisering", "polarisatie"))
    assert analysed.corrected == (("radicalisring", "radicalisering"),)
    assert analysed.concepts[0].alternatives[:2] == (
        Wanted(("radicalisring",), 1.0, Reason.TYPED),
        Wanted(("radicalisering",), 0.8, Reason.CORRECTED),
    )
    assert analysed.concepts[1].alternatives == (Wanted(("polarisatie",), 1.0, Reason.TYPED),)


def test_synonyms_of_editors_count_half_and_in_one_direction_when_asked() -> None:
    thesaurus = Thesaurus([Synonyms(("wijk", "buurt")), Synonyms(("aanpak", "methode"), both_ways=False)])

    def synonyms(text: str) -> list[tuple[str, ...]]:
        analysed = analyse_query(text, thesaurus=thesaurus)
        wanted = [one for concept in analysed.concepts for one in concept.alternatives]
        assert {one.weight for one in wanted if one.reason is Reason.SYNONYM} <= {0.5}
        return [one.stems for one in wanted if one.reason is Reason.SYNONYM]

    assert synonyms("buurten") == [("wijk",)]
    assert synonyms("wijk") == [("buurt",)]
    assert synonyms("aanpakken") == [("methode",)]
    assert synonyms("methode") == []


def test_an_abbreviation_and_its_name_find_each_other() -> None:
    thesaurus = Thesaurus(abbreviations=[Abbreviation("VNG", "Vereniging van Nederlandse Gemeenten")])
    name = ("vereniging", "nederlands", "gemeente")
    short = analyse_query("vng", thesaurus=thesaurus).concepts
    assert [one.stems for one in short[0].alternatives] == [("vng",), name]
    full = analyse_query("vereniging van nederlandse gemeenten", thesaurus=thesaurus).concepts
    assert [one.stems for concept in full for one in concept.alternatives] == [
        ("vereniging",),
        ("nederlands",),
        ("gemeente",),
        ("vng",),
    ]


def test_the_lists_that_come_along_are_used() -> None:
    thesaurus = known_thesaurus([Abbreviation("KZ", "Kring Zuid")], OtherWords((Synonyms(("kring", "cirkel")),)))
    stems = {
        one.stems
        for concept in analyse_query("KZ polarisatie cirkel NCTV", thesaurus=thesaurus).concepts
        for one in concept.alternatives
    }
    expected = {("kring", "zuid"), ("verdeeldheid",), ("kring",)}
    assert expected <= stems
    assert ("nationaal", "coordinator", "terrorismebestrijding", "veiligheid") in stems


def test_a_stem_is_told_for_which_word_of_the_query() -> None:
    analysed = analyse_query("wijk jongeren", thesaurus=Thesaurus([Synonyms(("wijk", "buurt"))]))
    assert analysed.word_of == {"wijk": "wijk", "buurt": "wijk", "jongere": "jongeren"}


@pytest.mark.parametrize(("document", "query"), [
    ("coördinatie", "coordinatie"), ("coordinatie", "coördinatie"), ("financiën", "financien"), ("reünie", "reunie"),
    ("e-mail", "email"), ("email", "e-mail"), ("foto's", "fotos"), ("steden", "stad"), ("buurthuizen", "huis"),
    ("radicaliseringssignalen", "signaal"), ("NPLV-gebied", "nplv gebied"), ("1.500", "1500"), ("m.b.t.", "mbt"),
])  # fmt: skip
def test_a_document_is_found_by_what_is_asked(document: str, query: str) -> None:
    indexed = set(index_fields(document).ranking.split())
    asked = [concept.alternatives[0].stems[0] for concept in analyse_query(query).concepts]
    assert indexed & set(asked)


VOCABULARY = vocabulary("radicalisering in de wijk", "jeugdwerk en polarisatie", "evaluatie van de aanpak")
THESAURUS = known_thesaurus()


@given(st.text())
def test_every_query_is_analysed_and_stays_small(text: str) -> None:
    analysed = analyse_query(text, vocabulary=VOCABULARY, thesaurus=THESAURUS)
    assert len(analysed.words) <= MAX_WORDS
    for concept in analysed.concepts:
        assert concept.alternatives
        for wanted in concept.alternatives:
            assert wanted.stems
            assert 0 < wanted.weight <= 1


@pytest.mark.parametrize(
    "text",
    ["wijk" * 250_000, "a-" * 250_000, "a." * 250_000, "'" * 500_000, "e\u0301" * 250_000, "1.000" * 100_000,
     "wijk buurt " * 50_000, "\u202e" * 500_000],
)  # fmt: skip
def test_a_megabyte_of_hostile_text_gives_no_more_words_than_it_has(text: str) -> None:
    fields = index_fields(text)
    analyse_query(text, vocabulary=VOCABULARY, thesaurus=THESAURUS)

    assert len(fields.words.split()) <= len(text)


def test_a_word_that_may_still_grow_is_completed_by_the_most_frequent_words() -> None:
    words = Vocabulary({"polarisatie": 9, "polariseren": 2, "pol": 1, "school": 5, "schooljaar": 3})

    def completed(text: str, typing: str) -> list[str]:
        (concept,) = analyse_query(text, typing=typing, vocabulary=words).concepts
        return [one.stems[0] for one in concept.alternatives if one.reason is Reason.COMPLETED]

    assert completed("polari", "polari") == ["polarisatie", "polariseer"]
    assert completed("polari", "") == []
    # A word that is there is complete.
    assert completed("school", "school") == []
    assert analyse_query("polari", typing="polari", vocabulary=words).corrected == ()


def test_completions_are_few_and_longer() -> None:
    words = Vocabulary(
        {f"wijk{letter}": number for number, letter in enumerate("abcdefghijkl", start=1)} | {"wijk": 50}
    )

    assert words.completions("wijk") == [f"wijk{letter}" for letter in "lkjihgfe"]
    assert words.completions("wijka") == []
    assert words.completions("zzz") == []


def test_a_word_of_the_dictionary_is_not_corrected() -> None:
    words = Vocabulary({"ouders": 5})

    assert analyse_query("ouderen", vocabulary=words).corrected == ()
    assert analyse_query("oudersz", vocabulary=words).corrected == (("oudersz", "ouders"),)
