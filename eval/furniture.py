"""How much furniture stands in passages: `python -m eval.furniture`, and in `dateline eval ingest`.

Thirty of the pages in `shared/newspages`, taken evenly from their sorted names, are read from both forms and cut into
passages; every sentence of a passage is the article's, a caption, or the page's. Which of them was said by one reader, who went
through them all (and who wrote rules of the readers, too). It stands in `furniture.jsonl` under a digest of the sentence's
letters and digits, so that the file holds no text:

- article: what the writer says or quotes, with subheadings, standfirst, boxes of facts, embedded posts and who posted them;
  also a piece of such a sentence, where a dump cut it into lines
- caption: the words below a picture or a video. They are counted apart, since they are the newsroom's but tell of a picture
  that the archive does not hold
- furniture: everything else: menus, share lines, credits (also at the end of a caption), bylines and dates, the headline over
  again, prompts, other articles, shop buttons, counters, bios of authors

Three things need no reader: a sentence without a letter or digit is furniture; one of `MIN_OF_TRUTH` letters that stand in a
row in the truth's body is the article's; the others that nobody has labelled yet are `n_unlabelled` and have no part in the
shares. Where they are more than a few, the shares mean nothing.

When a reader gives sentences that nobody has labelled, say what they are: `python -m eval.furniture --unlabelled >FILE` prints
each as a line of JSON; write "article", "caption" or "furniture" into its "label"; `python -m eval.furniture --label FILE`
keeps it.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.article import Article
from corpus.outlets import general_registry
from corpus.passages import split_passages, split_sentences
from corpus.text import collapse
from eval.newspages import FORMS, NEWSPAGES, Form, read_article, read_gold

LABELS = Path(__file__).with_suffix(".jsonl")
N_PAGES = 30
MIN_OF_TRUTH = 20  # letters; fewer may stand in the body by chance ("Read more")
DIGEST = 10  # hex digits; some two thousand labels meet by chance once in 500,000

Label = Literal["article", "caption", "furniture"]
Labels = Mapping[str, Mapping[str, Label]]  # page -> digest of a sentence -> what it is


@dataclass(frozen=True)
class Judged:
    """One sentence of a passage; without a label nobody has said yet what it is."""

    page: str
    form: Form
    sentence: str
    label: Label | None


@dataclass(frozen=True)
class FurnitureShares:
    """How many sentences of passages were judged, and which shares of them are furniture and captions; how many were not."""

    n_judged: int
    furniture: float
    captions: float
    n_unlabelled: int


def measure_furniture(folder: Path = NEWSPAGES, labels: Path = LABELS) -> dict[Form, FurnitureShares]:
    """The shares by form.

    Raises:
        FileNotFoundError: where the pages are not beside this checkout.
    """
    judged = list(judge_pages(folder, read_labels(labels)))
    return {form: _shares(Counter(sentence.label for sentence in judged if sentence.form == form)) for form in FORMS}


def _shares(counts: Counter[Label | None]) -> FurnitureShares:
    n_judged = counts.total() - counts[None]
    n = max(1, n_judged)
    return FurnitureShares(n_judged, counts["furniture"] / n, counts["caption"] / n, counts[None])


def judge_pages(folder: Path, labels: Labels) -> Iterator[Judged]:
    """Every sentence of every passage of the chosen pages, in both forms, with what it is."""
    registry = general_registry()
    for gold in chosen_pages(read_gold(folder)):
        body = letters(" ".join(gold["paragraphs"]))
        for form in FORMS:
            article = read_article(folder, gold["page"], form, registry)
            for sentence in _sentences(article) if article else ():
                yield Judged(gold["page"], form, sentence, label_of(sentence, body, labels.get(gold["page"], {})))


def chosen_pages(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`N_PAGES` of all pages, taken evenly from their sorted names; all where there are fewer."""
    ordered = sorted(gold, key=lambda page: str(page["page"]))
    n = min(N_PAGES, len(ordered))
    return [ordered[i * len(ordered) // n] for i in range(n)]


def _sentences(article: Article) -> Iterator[str]:
    for passage in split_passages(article):
        for start, end in split_sentences(article.text, passage.start, passage.end):
            yield collapse(article.text[start:end])


def label_of(sentence: str, body: str, labels: Mapping[str, Label]) -> Label | None:
    """What a sentence is: as the labels say, else what needs no reader; None where one must say.

    `body` is the truth's, as `letters` gives it.
    """
    bare = letters(sentence)
    if not bare:
        return "furniture"
    said = labels.get(digest_of(sentence))
    return said or ("article" if len(bare) >= MIN_OF_TRUTH and bare in body else None)


def letters(text: str) -> str:
    """The letters and digits of a text, lower case: neither spaces nor marks of a list make another sentence."""
    return "".join(c for c in text.lower() if c.isalnum())


def digest_of(sentence: str) -> str:
    """What stands for a sentence in the labels: the first hex digits of the SHA-256 of its letters."""
    return hashlib.sha256(letters(sentence).encode()).hexdigest()[:DIGEST]


def read_labels(path: Path = LABELS) -> dict[str, dict[str, Label]]:
    """The labels of all pages; none where there is no file yet."""
    if not path.exists():
        return {}
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["page"]: {digest: label for label in get_args(Label) for digest in row[label]} for row in rows}


def write_labels(labels: Labels, path: Path = LABELS) -> None:
    """Keep the labels, a page a line, in a fixed order."""
    rows = ({"page": page, **_by_label(labels[page])} for page in sorted(labels))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _by_label(labels: Mapping[str, Label]) -> dict[str, list[str]]:
    return {label: sorted(digest for digest, said in labels.items() if said == label) for label in get_args(Label)}


def print_unlabelled(folder: Path = NEWSPAGES, labels: Path = LABELS) -> None:
    """Print every sentence that nobody has labelled, once, as a line of JSON that waits for its label."""
    seen = set()
    for judged in judge_pages(folder, read_labels(labels)):
        key = (judged.page, digest_of(judged.sentence))
        if judged.label is None and key not in seen:
            seen.add(key)
            row = {"page": judged.page, "form": judged.form, "label": "", "sentence": judged.sentence}
            print(json.dumps(row, ensure_ascii=False))


def add_labels(said: Path, labels: Path = LABELS) -> None:
    """Put what was written into the lines of `print_unlabelled` among the labels; a later word overrides an earlier one.

    Raises:
        ValueError: naming the file, the line and the label that is none.
    """
    kept = read_labels(labels)
    for number, line in enumerate(said.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        if row["label"] not in get_args(Label):
            raise ValueError(f"{said}, line {number}: label is {row['label']!r}, not one of {', '.join(get_args(Label))}")
        kept.setdefault(row["page"], {})[digest_of(row["sentence"])] = row["label"]
    write_labels(kept, labels)


def print_furniture(folder: Path = NEWSPAGES, labels: Path = LABELS) -> None:
    """Print the shares, and every sentence that is furniture."""
    for form, shares in measure_furniture(folder, labels).items():
        print(f"{form}: {describe(shares)}")
    for judged in judge_pages(folder, read_labels(labels)):
        if judged.label == "furniture":
            print(f"{judged.form} {judged.page}: {judged.sentence}")


def describe(shares: FurnitureShares) -> str:
    """The shares in words."""
    words = f"{shares.furniture:.3f} furniture, {shares.captions:.3f} captions, of {shares.n_judged} sentences"
    return f"{words}; {shares.n_unlabelled} not labelled" if shares.n_unlabelled else words


def main(arguments: list[str]) -> None:
    """`--unlabelled`, `--label FILE`, or nothing: the shares."""
    if arguments[:1] == ["--label"]:
        add_labels(Path(arguments[1]))
    elif arguments == ["--unlabelled"]:
        print_unlabelled()
    else:
        print_furniture()


if __name__ == "__main__":
    main(sys.argv[1:])
