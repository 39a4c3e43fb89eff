"""eval.furniture: sentences of a page that was labelled here."""

import gzip
import json

import pytest

from eval.furniture import (
    add_labels,
    chosen_pages,
    digest_of,
    label_of,
    letters,
    main,
    measure_furniture,
    print_unlabelled,
    read_labels,
)

PAGE = "xx_Herald_2024_03_02"
FIRST = "The sirens rang at dawn, and the town of Harl was empty by six in the morning."
SECOND = "The dam held through the night, the engineers of the valley said on Saturday."
PROMPT = "Do you know more about the dam than we do, or about the night in which it held?"


@pytest.fixture
def pages(tmp_path):
    for folder in ("html", "text"):
        (tmp_path / folder).mkdir()
    paragraphs = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, PROMPT))
    markup = f"<html><head><title>Sirens</title></head><body><article>{paragraphs}</article></body></html>"
    (tmp_path / "html" / f"{PAGE}.html.gz").write_bytes(gzip.compress(markup.encode()))
    (tmp_path / "text" / f"{PAGE}.txt").write_text(f"{FIRST}\n{SECOND}\n{PROMPT}\n")
    (tmp_path / "gold.jsonl").write_text(json.dumps({"page": PAGE, "paragraphs": [FIRST, SECOND]}) + "\n")
    return tmp_path


def test_a_sentence_of_the_truth_needs_no_label_and_another_does(pages):
    shares = measure_furniture(pages, pages / "labels.jsonl")["html"]
    assert (shares.n_judged, shares.furniture, shares.captions, shares.n_unlabelled) == (2, 0.0, 0.0, 1)


def test_what_is_printed_unlabelled_and_said_is_counted(pages, capsys):
    labels = pages / "labels.jsonl"
    print_unlabelled(pages, labels)
    printed = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in printed] == [{"page": PAGE, "form": "html", "label": "", "sentence": PROMPT}]
    said = pages / "said.jsonl"
    said.write_text("".join(line.replace('"label": ""', '"label": "furniture"') + "\n" for line in printed))
    add_labels(said, labels)
    shares = measure_furniture(pages, labels)["text"]
    assert (shares.n_judged, shares.furniture, shares.n_unlabelled) == (3, pytest.approx(1 / 3), 0)
    assert PROMPT not in labels.read_text()


def test_a_later_label_overrides_and_a_wrong_one_is_refused(tmp_path):
    said, labels = tmp_path / "said.jsonl", tmp_path / "labels.jsonl"
    for label in ("article", "caption"):
        said.write_text(json.dumps({"page": PAGE, "label": label, "sentence": "Read more."}) + "\n")
        add_labels(said, labels)
    assert read_labels(labels) == {PAGE: {digest_of("Read more"): "caption"}}
    said.write_text(json.dumps({"page": PAGE, "label": "ad", "sentence": "Read more."}) + "\n")
    with pytest.raises(ValueError, match="line 1: label is 'ad', not one of article, caption, furniture"):
        add_labels(said, labels)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("◇", "furniture"),  # no letter at all
        ("The dam held through", None),  # 17 letters of the truth: too few
        ("- The dam held through the night", "article"),
        ("The dam broke in the night, they said.", None),
        (FIRST, "caption"),  # as the labels say, whatever the truth holds
    ],
)
def test_label_of(sentence, label):
    assert label_of(sentence, letters(FIRST + SECOND), {digest_of(FIRST): "caption"}) == label


def test_digest_minds_neither_case_nor_spaces_nor_marks():
    assert digest_of("- Read  MORE:") == digest_of("read more") == "07148204dc"


def test_pages_are_taken_evenly_from_their_sorted_names():
    pages = [{"page": f"{n:02}"} for n in range(59, -1, -1)]
    assert [page["page"] for page in chosen_pages(pages)] == [f"{n:02}" for n in range(0, 60, 2)]
    assert len(chosen_pages(pages[:7])) == 7


def test_labels_that_come_with_the_code_hold_no_words():
    labels = read_labels()
    assert len(labels) == 30
    assert {len(digest) for page in labels.values() for digest in page} == {10}


def test_main_labels_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr("eval.furniture.add_labels", lambda said: said.write_text("seen"))
    main(["--label", str(tmp_path / "said")])
    assert (tmp_path / "said").read_text() == "seen"
