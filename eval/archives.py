"""The archives that known questions are asked of, built anew for every run so that a measure never depends on an old index."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.archive import Archive
from corpus.finding import batches, find_files
from embeddings.encoder import Encoder
from embeddings.indexing import bring_up_to_date
from eval.known import SETS
from qa.pipeline import Pipeline

ADDED = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 1, 1)  # the day from which "last week" counts in a set: measures must not change overnight
_ROOT = Path(__file__).parents[1]
_SHARED = _ROOT.parent / "shared"
_DEMO, _SEEDS = _ROOT / "corpus" / "demo", _SHARED / "seeds"


@dataclass(frozen=True)
class QuestionSet:
    """A set of known questions, the folder whose articles they are asked of, and whether models may be fitted on it."""

    name: str
    articles: Path
    is_fitted_on: bool = True

    @property
    def questions(self) -> Path:
        """The set's file."""
        return SETS / f"{self.name}.jsonl"

    @property
    def is_here(self) -> bool:
        """Whether its articles are on this machine."""
        return self.articles.is_dir()


ALL_SETS = (
    QuestionSet("demo", _DEMO),
    QuestionSet("karabakh", _SEEDS),
    QuestionSet("karabakh_check", _SEEDS, is_fitted_on=False),  # by another hand; nothing is chosen or fitted on it
    QuestionSet("karabakh_pairs", _SEEDS),  # unanswerable, though all their words stand in the pages
)


def chosen_sets(name: str | None) -> tuple[QuestionSet, ...]:
    """One set by name, or all.

    Raises:
        ValueError: for a name that no set has, with those there are.
    """
    found = tuple(s for s in ALL_SETS if name in (None, s.name))
    if not found:
        raise ValueError(f"no set {name!r}; there are {', '.join(s.name for s in ALL_SETS)}")
    return found


@contextmanager
def opened(folder: Path, encoder: Encoder) -> Iterator[Pipeline]:
    """A pipeline over a fresh archive of all articles under `folder`; gone afterwards."""
    with TemporaryDirectory(prefix="dateline-eval-") as temporary:
        archive = Archive.create(Path(temporary))
        with archive.writing():
            for batch in batches(find_files([folder])[0], ADDED):
                add_batch(archive, batch, ReadingRules(archive.registry()), AddReport())
            bring_up_to_date(archive, encoder)
        yield Pipeline.open(Path(temporary), encoder)


def articles_digest(pipeline: Pipeline) -> str:
    """What was asked: the ids of all articles, digested."""
    return pipeline.holdings.articles_digest()
