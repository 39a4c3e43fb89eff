"""The sets that are asked of the news quiz's archive, which is opened once for all of them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from embeddings.loading import load_encoder
from eval.gate import Measured
from eval.newsquiz import measure_newsquiz
from eval.offtopic import measure_offtopic
from eval.quiz import NEWSQUIZ
from eval.quiz_archive import QuizArchive, quiz_archive
from eval.twins import measure_twins

QUIZ_SETS: Mapping[str, Callable[[QuizArchive], Measured]] = {
    "newsquiz": measure_newsquiz,
    "twins": measure_twins,
    "offtopic": measure_offtopic,
}


def quiz_is_here() -> bool:
    """Whether the quiz is on this machine."""
    return NEWSQUIZ.is_dir()


def measured_quiz(name: str | None, made: Path | None) -> Iterator[Measured]:
    """One set or all, one after another; of the archive `made` before, or without one of a sample."""
    with quiz_archive(load_encoder(), made, NEWSQUIZ) as quiz:
        for own, measure in QUIZ_SETS.items():
            if name in (None, own):
                yield measure(quiz)
