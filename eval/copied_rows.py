"""The labelled set on which near-copies are measured: articles, copies made of them, and articles that only look alike.

The material is the demo articles and, where `shared/newsquiz` is beside the checkout, its news articles. A fixed sample of
them is copied in six ways; beside the copies stand articles that only look alike: the nearest of the same outlet, others
under the same headline, others with the same standing paragraphs. Nothing is random: what is chosen is chosen by hashes.
"""

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.passages import split_sentences

N_COPIED = 150  # articles that are copied
MIN_WORDS = 120  # of an article in the material: a cut copy of it still has some 70
CHANGED_WORDS = 20  # an edited copy has one word in so many changed
KEPT_BY_CUT = 0.6  # share of the sentences that a cut copy keeps
SAME_TEXT = 0.5  # two articles of the material that share so much of the shorter one in whole paragraphs are one text
COMMON_WORDS = 100  # a word in more articles than this says nothing about what is near
BOILERPLATE_BODY = 100  # words of an article's own in front of its outlet's standing paragraphs, which are about as many
COPIES = ("edited", "cut", "re-headlined", "other opening", "dateline", "merged")
ALIKE = ("same outlet and topic", "same headline", "same boilerplate")
BOILERPLATE = (
    "This story was produced by the newsroom of the Boilerplate Post and its partners in nine towns of the valley. Reporting "
    "on public services is paid for by readers, and by a grant of the Harl Foundation that has no say in what we write.",
    "Do you know more about this story? Write to our desk, call the newsroom between nine and five, or leave a note at the "
    "counter in Weir Lane. We protect our sources and never share what you tell us without your consent.",
    "Sign up for our morning letter to read the five stories that matter before breakfast, and follow us wherever you listen "
    "to podcasts. Subscribers may send one article a week to a friend for free.",
)


@dataclass(frozen=True)
class Row:
    """One article of the material or made of it: an id of its own, what it says, and whose text it carries."""

    row_id: str
    title: str
    outlet: str
    text: str
    kind: str = "article"
    carries: frozenset[str] = frozenset()  # ids of the articles whose text it is; its own where it is no copy
    looks_like: str = ""  # id of the article that it could be taken for

    @property
    def url(self) -> str:
        """Its own address: the same address would make it a version."""
        return f"https://near-copies.example/{self.row_id}"


def read_material(folders: Iterable[Path]) -> list[Row]:
    """The articles of JSONL files, long enough, one of each text, ordered by a hash of where they stand."""
    rows = []
    for folder in folders:
        for path in sorted([*folder.glob("*.jsonl"), *folder.glob("articles.jsonl.gz")]):
            if path.name != "questions.jsonl":
                rows += list(_rows(path))
    return _one_of_each_text(sorted(rows, key=lambda row: hash_number(row.row_id)))


def _rows(path: Path) -> Iterator[Row]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        row = json.loads(line)
        if len(row["text"].split()) >= MIN_WORDS:
            row_id = f"{path.name.split('.')[0]}-{number}"
            yield Row(row_id, row["title"], row.get("outlet", ""), row["text"], carries=frozenset({row_id}))


def hash_number(value: str) -> int:
    """A number that stands for a text: the same everywhere."""
    return int.from_bytes(hashlib.sha256(value.encode()).digest()[:8], "big")


def _one_of_each_text(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that share most of their paragraphs with an earlier one: their labels would be unknown."""
    kept: list[Row] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        paragraphs = set(row.text.split("\n\n"))
        shared: Counter[int] = Counter()
        for paragraph in paragraphs:
            for place in holders[paragraph]:
                shared[place] += len(paragraph)
        if all(n < SAME_TEXT * min(len(row.text), len(kept[place].text)) for place, n in shared.items()):
            for paragraph in paragraphs:
                holders[paragraph].append(len(kept))
            kept.append(row)
    return kept


def labelled_set(material: Sequence[Row], n_copied: int = N_COPIED) -> list[Row]:
    """The first `n_copied` articles, their copies, and what only looks like them, made of the articles left over."""
    copied, rest = material[:n_copied], material[n_copied:]
    nearest = _nearest(copied, rest)
    taken = {row.row_id for row in nearest}
    spare = [row for row in rest if row.row_id not in taken][:n_copied]
    copies = [copy for row, other in zip(copied, [*copied[1:], *copied[:1]], strict=True) for copy in _copies(row, other)]
    merged = [_merged(one, other) for one, other in zip(copied[::2], copied[1::2], strict=False)]
    headlines = [_same_headline(row, other) for row, other in zip(copied, spare[::2], strict=False)]
    return [*copied, *copies, *merged, *nearest, *headlines, *map(_with_boilerplate, spare[1::2])]


def _copies(row: Row, other: Row) -> Iterator[Row]:
    sentences = [row.text[start:end] for start, end in split_sentences(row.text)]
    cut = row.text[: row.text.index(sentences[int(len(sentences) * KEPT_BY_CUT)])]
    opening, body = other.text.partition("\n\n")[0], row.text.partition("\n\n")[2] or row.text
    texts = {
        "edited": _edited(row.text),
        "cut": cut,
        "re-headlined": row.text,
        "other opening": f"{opening}\n\n{body}",
        "dateline": f"HARL, March 2 (Northern Wire) – {row.text}",
    }
    for kind, text in texts.items():
        title = other.title if kind == "re-headlined" else row.title
        yield Row(f"{row.row_id}-{kind.replace(' ', '-')}", title, f"The {kind} Post", text, kind, row.carries)


def _edited(text: str) -> str:
    """The text with one word in `CHANGED_WORDS` changed for another of its words."""
    words = text.split(" ")
    edited = list(words)
    for place, word in enumerate(words):
        number = hash_number(f"{place} {word}")
        if number % CHANGED_WORDS == 0 and "\n" not in word:
            edited[place] = words[number % len(words)].split("\n")[0]
    return " ".join(edited)


def _merged(one: Row, other: Row) -> Row:
    text = f"{one.text}\n\n{other.text}"
    return Row(f"{one.row_id}-merged-{other.row_id}", one.title, "The Merged Post", text, "merged", one.carries | other.carries)


def _nearest(copied: Sequence[Row], rest: Sequence[Row]) -> list[Row]:
    """For each article the one of the same outlet with which it shares most of its rarer words, each taken once."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rest):
        for word in set(row.text.lower().split()):
            holders[word].append(place)
    taken: dict[int, Row] = {}
    for row in copied:
        rare = (holders[w] for w in sorted(set(row.text.lower().split())) if 0 < len(holders.get(w, ())) <= COMMON_WORDS)
        shared = Counter(place for places in rare for place in places)
        near = [p for p, _ in shared.most_common() if rest[p].outlet == row.outlet and p not in taken]
        if near:
            taken[near[0]] = _as_lookalike(rest[near[0]], row)
    return list(taken.values())


def _as_lookalike(row: Row, like: Row) -> Row:
    return Row(row.row_id, row.title, row.outlet, row.text, ALIKE[0], row.carries, like.row_id)


def _same_headline(row: Row, other: Row) -> Row:
    return Row(other.row_id, row.title, row.outlet, other.text, ALIKE[1], other.carries, row.row_id)


def _with_boilerplate(row: Row) -> Row:
    text = "\n\n".join([" ".join(row.text.split()[:BOILERPLATE_BODY]), *BOILERPLATE])
    return Row(row.row_id, row.title, "The Boilerplate Post", text, ALIKE[2], row.carries)
