"""Acts: what a speaker does in saying it, judged from cue, content and source (docs/codebook.md, docs/acts.md)."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InstallationError
from sayso.export.crosswalk import cameo_code, plover_code
from sayso.model import ACTS, Document, Explanation, Statement
from sayso.reading.act_features import without_names, wording
from sayso.reading.act_words import base_form, base_forms, usual_act
from sayso.reading.acts import ActModel, resolve_acts
from sayso.reading.context import Context

MARKS = re.compile(r"\[(?P<source>[^\]]*)\]|\{(?P<cue>[^}]*)\}|<(?P<content>[^>]*)>")


def marked(sentence):
    """A document and its one statement from a sentence with [source], {cue} and <content> marked."""
    text, spans, at = "", {"source": [], "cue": [], "content": []}, 0
    for match in MARKS.finditer(sentence):
        text += sentence[at : match.start()]
        role = match.lastgroup
        spans[role].append((len(text), len(text) + len(match[role])))
        text += match[role]
        at = match.end()
    document = Document(text + sentence[at:])
    source, cue, content = (tuple(document.span(*s) for s in spans[r]) for r in ("source", "cue", "content"))
    kind = "direct" if content[0].exact.startswith(("“", '"')) else "indirect"
    return Context(document, (Statement("s1", kind, source, cue, content),), (), (), ())


def resolved(sentence):
    (statement,) = resolve_acts(marked(sentence))
    return statement


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("state", "[The harbour office] {said} <the ferry carried 340 passengers on Tuesday>."),
        ("confirm", "[Minister Ana Brek] {admitted} <that the files had been shredded>."),
        ("deny", "[The Tarn embassy] {denied} <that its envoy had been recalled>."),
        ("propose", "[Ostrava] {proposed} <a joint patrol of the lagoon>."),
        ("accept", "[Both villages] {agreed} <to share the well>."),
        ("reject", "[The council] {rejected} <the offer of a lease>."),
        ("reject", "[Chancellor Ruun] {ruled out} <any exchange of prisoners>."),
        ("demand", "[The bishop] {urged} <both sides to lay down their arms>."),
        ("promise", "[She] {vowed} <to reopen the mill before the harvest>."),
        ("threaten", "[The guild] {threatened} <to close the port>."),
        ("warn", "[Engineers] {warned} <that the dam could give way>."),
        ("accuse", "[The mayor] {accused} <the ministry of hiding the report>."),
        ("praise", "[The general] {praised} <his medics>."),
        ("ask", "[A reporter] {asked} <whether he would resign>."),
        ("believe", "[Many farmers] {fear} <another dry year>."),
        ("want", "[The duke] {wants} <a seat on the board>."),
    ],
)
def test_a_cue_that_names_its_act_gives_it(act, sentence):
    assert resolved(sentence).act == act


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("reject", "<“We will never accept these terms,”> [Premier Dorn] {said}."),
        ("promise", "[Minister Kall] {said} <we will rebuild every school in the valley>."),
        ("demand", "[The envoy] {said} <the militia must withdraw immediately>."),
        ("accuse", "<“He is a corrupt liar and a disgrace to this town,”> [Ms Vane] {said}."),
        ("praise", "<“She is a wonderful leader, smart, strong and honest,”> [the coach] {said}."),
        ("ask", "<“Who signed the order?”> [Judge Aalto] {said}."),
        ("reject", "[The minister] {said} <“This is impossible. We have never bargained and never will.”>"),
        ("reject", "[Velda] {added} <that Osmara will not discuss the harbour>"),
        ("propose", "[Kroll] {said} <that Lund would propose an exchange of prisoners>"),
    ],
)
def test_after_a_bare_said_the_content_decides(act, sentence):
    assert resolved(sentence).act == act


@pytest.mark.parametrize(
    "sentence",
    [
        "[A spokesman for the mine] {declined} <to comment>.",
        "[The company] {did not respond} <to a request for comment>.",
    ],
)
def test_a_saying_that_did_not_happen_is_state(sentence):
    assert resolved(sentence).act == "state"


def test_the_explanation_names_cue_and_content_where_the_cue_decides():
    why = resolved("[Chancellor Ruun] {ruled out} <any exchange of prisoners before the spring>.").explanations[-1]
    assert why.field == "act"
    assert why.why == "reject: 'ruled out' before 'any exchange of prisoners …'"
    assert 0.5 < why.confidence <= 1


def test_the_explanation_names_telling_words_where_the_content_decides():
    sentence = "<“He is a corrupt liar and a disgrace to this town,”> [Ms Vane] {said}."
    (reason,) = (e.why for e in resolved(sentence).explanations)
    assert reason.startswith("accuse: ")
    quoted = re.findall(r"'([^']+)'", reason)
    assert set(quoted) & {"corrupt", "liar", "disgrace"}
    assert quoted[-1] == "said"


def test_who_is_spoken_of_does_not_change_the_act():
    sentence = "[The senator] {said} <that {0} ran the treasury for nine years and then left for Brussels>."
    acts = {
        (s.act, s.explanations[-1].confidence)
        for name in ("Hillary Clinton", "Donald Trump", "Vladimir Putin", "Petra Okonjo")
        for s in [resolved(sentence.replace("{0}", name))]
    }
    assert len(acts) == 1


def test_everything_but_act_and_its_explanation_is_left_as_it_was():
    context = marked("[She] {vowed} <to reopen the mill>.")
    (before,) = context.statements
    earlier = Explanation("speaker", 0.8, "she → Ida Mol")
    statement = Statement(
        **{f: getattr(before, f) for f in ("id", "kind", "sources", "cues", "contents")},
        channel="rally",
        explanations=(earlier, Explanation("act", 0.1, "an old reason")),
    )
    (after,) = resolve_acts(Context(context.document, (statement,), (), (), ()))
    assert (after.channel, after.sources, after.cues, after.contents) == (
        "rally", statement.sources, statement.cues, statement.contents,
    )  # fmt: skip
    assert after.explanations[0] == earlier
    assert [e.field for e in after.explanations] == ["speaker", "act"]


def test_the_networks_evidence_can_overrule_the_wording():
    context = marked("[The office] {said} <the ferry carried 340 passengers>.")
    sure_of_warning = [-20.0] * len(ACTS)
    sure_of_warning[ACTS.index("warn")] = 0.0
    assert resolve_acts(context)[0].act == "state"
    assert resolve_acts(context, {"s1": sure_of_warning})[0].act == "warn"
    assert resolve_acts(context, {"another": sure_of_warning})[0].act == "state"


def test_a_statement_without_cue_and_source_gets_an_act_and_a_reason():
    statement = resolved("<“The bridge opened in 1931.”>")
    assert statement.act == "state"
    assert statement.explanations[-1].why == "state: no cue"


def test_phrases_of_the_table_come_before_single_words():
    assert usual_act(tuple(base_forms("ruled that measure out")))[0] == "reject"
    assert usual_act(tuple(base_forms("called on")))[0] == "demand"
    assert usual_act(tuple(base_forms("called")))[0] == "state"


def test_forms_of_a_verb_come_to_one_base_form():
    for forms in (
        "propose proposes proposed proposing",
        "deny denies denied denying",
        "urge urges urged urging",
        "rule rules ruled ruling",
        "admit admits admitted admitting",
        "say says said saying",
        "note notes noted noting",
    ):
        assert len(set(base_forms(forms))) == 1, forms
    assert base_form("noted") != base_form("not")


def test_negations_are_words_of_their_own():
    assert list(base_forms("It won’t, can't and didn’t"))[1:] == ["will", "not", "can", "not", "and", "do", "not"]


def test_names_inside_a_sentence_are_only_names_but_a_headline_keeps_its_words():
    assert without_names("Talks with Ruritania failed") == "Talks with namex failed"
    assert without_names("Premier Slams Harbour Deal") == "Premier Slams Harbour Deal"


@given(st.text(max_size=80), st.text(min_size=1, max_size=200))
def test_any_words_get_one_of_the_fifteen_acts(cue, content):
    text = f"{cue}|{content}"
    document = Document(text)
    cues = (document.span(0, len(cue)),) if cue else ()
    statement = Statement("s1", "indirect", (), cues, (document.span(len(cue) + 1, len(text)),))
    (found,) = resolve_acts(Context(document, (statement,), (), (), ()))
    assert found.act in ACTS
    assert 0 <= found.explanations[-1].confidence <= 1
    assert wording(statement).content_text == content.lower()


def test_damaged_weights_are_named(tmp_path):
    broken = tmp_path / "acts.npz"
    broken.write_bytes(b"no archive")
    with pytest.raises(InstallationError, match=r"acts\.npz.*reinstall sayso"):
        ActModel.load(broken)


def test_weights_that_do_not_match_their_names_are_refused(tmp_path):
    path = tmp_path / "acts.npz"
    np.savez(
        path,
        names=np.frombuffer(b"a\nb", dtype=np.uint8),
        weights=np.zeros((3, 15), dtype=np.int8),
        scale=np.ones(15),
        bias=np.zeros(15),
        calibration=np.array([1.0, 0.0]),
    )
    with pytest.raises(InstallationError, match="do not match"):
        ActModel.load(path)


def test_each_act_has_the_event_codes_that_the_documentation_gives(request):
    page = (request.config.rootpath / "docs" / "acts.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| *(\w*) *\| *(\w*) *\|", page, flags=re.MULTILINE)
    assert [act for act, _, _ in rows] == list(ACTS)
    for act, plover, cameo in rows:
        assert (plover_code(act) or "", cameo_code(act) or "") == (plover, cameo)
