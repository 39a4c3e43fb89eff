"""The quiz's archive: a sample made by hashes, or a made one that must be of these articles."""

import pytest

from corpus.adding import AddReport, ReadingRules, add_batch
from corpus.archive import Archive
from corpus.finding import batches, find_files
from embeddings.indexing import bring_up_to_date
from eval import quiz_archive as module
from eval.archives import ADDED
from eval.quiz import read_quiz, read_rows
from eval.quiz_archive import quiz_archive, sample
from tests.toy import ToyEncoder


@pytest.fixture
def made(quiz_folder, tmp_path):
    """The whole archive, made before."""
    archive = Archive.create(tmp_path / "made")
    with archive.writing():
        for batch in batches(find_files([quiz_folder / "articles.jsonl.gz"])[0], ADDED):
            add_batch(archive, batch, ReadingRules(archive.registry()), AddReport())
        bring_up_to_date(archive, ToyEncoder())
    return archive.folder


def test_the_whole_archive_knows_what_holds_an_answer(made, quiz_folder):
    with quiz_archive(ToyEncoder(), made, quiz_folder) as quiz:
        address = {article.article_id: article.url for article in quiz.articles}
        first = quiz.questions[0]
        assert {address[i] for i in quiz.holding(first)} == {"https://harl.example/a1", "https://harl.example/a4"}
        assert {address[i] for i in quiz.linked_to(first)} == {"https://harl.example/a1"}
        assert (quiz.is_sample, quiz.suffix, [q.question_id for q in quiz.scored]) == (False, "", ["w1", "w2", "w3"])
        assert quiz.digests()["encoder"] == ToyEncoder.digest


def test_an_archive_of_other_articles_is_refused_with_the_command_that_makes_one(made, quiz_folder, tmp_path):
    other = Archive.create(tmp_path / "other")
    with (
        pytest.raises(ValueError, match=r"5 of the quiz's 5 articles are not in it, 0 .*; make one with: dateline add"),
        quiz_archive(ToyEncoder(), other.folder, quiz_folder),
    ):
        pass


def test_an_archive_that_is_not_encoded_is_refused(quiz_folder, tmp_path):
    archive = Archive.create(tmp_path / "unencoded")
    with archive.writing():
        for batch in batches(find_files([quiz_folder / "articles.jsonl.gz"])[0], ADDED):
            add_batch(archive, batch, ReadingRules(archive.registry()), AddReport())
    with (
        pytest.raises(ValueError, match="5 articles are not encoded; finish it with: dateline rebuild"),
        quiz_archive(ToyEncoder(), archive.folder, quiz_folder),
    ):
        pass


def test_sample_takes_articles_that_answer_and_some_that_don_t(quiz_folder, monkeypatch):
    rows = read_rows(quiz_folder)
    questions = read_quiz(rows, quiz_folder)
    monkeypatch.setattr(module, "SAMPLED", 4)
    chosen, asked = sample(rows, questions)
    ids = {row["id"] for row in chosen}
    assert len(ids) == 4
    assert len(ids & {"a1", "a2", "a3"}) >= 2
    assert all(q.linked & {row["url"] for row in chosen} for q in asked if q.question_id in ("w1", "w3"))
    assert sample(rows, questions) == (chosen, asked)


def test_the_sample_is_asked_only_what_it_answers(quiz_folder, monkeypatch):
    rows = read_rows(quiz_folder)
    monkeypatch.setattr(module, "SAMPLED", 5)
    _, asked = sample(rows, read_quiz(rows, quiz_folder))
    assert [q.question_id for q in asked] == ["w1", "w2", "w3", "w4"]


def test_without_a_made_archive_the_sample_is_made_fresh(quiz_folder):
    with quiz_archive(ToyEncoder(), None, quiz_folder) as quiz:
        assert (quiz.is_sample, quiz.suffix, len(quiz.articles)) == (True, "_sample", 5)
        place = quiz.pipeline.holdings.folder
    assert not place.exists()
