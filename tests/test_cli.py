"""The command line, one contract: data on standard output, messages on standard error, exit codes, JSON lines."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import cli
from corpus.archive import Archive
from tests.toy import ToyEncoder

DAM = {
    "title": "Dam alarm clears the lower town",
    "text": "The dam alarm sounded at two in the morning. The county counts 2,350 people moved out of Lower Harrow.",
    "outlet": "Harrow Gazette",
    "url": "https://harrow-gazette.example/dam",
    "published": "2024-03-16",
}
FERRY = {
    "title": "No ferry until Monday",
    "text": "The ferry to Skarvey will not sail before Monday. Crews of the ferry walked out over rest hours.",
    "outlet": "Northern Wire",
    "published": "2024-03",
}


@pytest.fixture(autouse=True)
def toy_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Commands run in an empty folder, with the toy encoder in the model's place."""
    monkeypatch.setattr("embeddings.loading.load_encoder", lambda name=None: ToyEncoder())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_ARCHIVE", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


@pytest.fixture
def filled(write_rows) -> Path:
    """`./archive` with two articles."""
    path = write_rows(DAM, FERRY)
    assert run("add", str(path)).exit_code == 0
    return path


def test_add_prints_its_table_on_standard_error_and_nothing_on_standard_output(write_rows) -> None:
    result = run("add", str(write_rows(DAM, FERRY)))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert [line.split() for line in result.stderr.splitlines() if line.strip()] == [
        ["added", "2"],
        ["unchanged", "0"],
        ["new", "version", "0"],
        ["near-copy", "0"],
        ["failed", "0"],
    ]


def test_add_again_changes_nothing_and_exits_0(filled: Path) -> None:
    result = run("add", str(filled))
    assert result.exit_code == 0
    assert "unchanged    2" in result.stderr


def test_add_of_one_bad_file_reads_the_rest_and_names_it(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    result = run("add", str(tmp_path / "picture.png"), str(tmp_path / "missing.txt"), str(filled))
    assert result.exit_code == 0
    assert "failed: picture.png: no reader for this kind of file" in result.stderr
    assert "missing.txt: there is no such file or folder" in result.stderr


def test_add_of_nothing_readable_exits_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = run("add", str(tmp_path / "empty.txt"))
    assert result.exit_code == 1
    assert "failed: empty.txt: the file is empty" in result.stderr


def test_add_with_outlet_is_shown_as_said_by_the_user(filled: Path) -> None:
    assert run("add", str(filled), "--outlet", "Vale Courier").exit_code == 0
    listed = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [(row["outlet"], row["outlet_origin"]) for row in listed] == [("Vale Courier", "user")] * 2


def test_add_refuses_an_unknown_field_in_map(filled: Path) -> None:
    result = run("add", str(filled), "--map", "headlin=Titel")
    assert result.exit_code != 0
    assert "--map headlin=Titel: write FIELD=COLUMN" in str(result.exception)


def test_add_refuses_the_demo_archive(filled: Path) -> None:
    assert run("demo").exit_code == 0
    result = run("add", str(filled), "--archive", "demo-archive")
    assert "holds the fictional demo" in str(result.exception)


def test_demo_holds_forty_articles_marked_as_fiction() -> None:
    result = run("demo")
    assert "The demo archive at demo-archive holds 40 fictional articles, one of them in two versions." in result.stderr
    assert Archive.open(Path("demo-archive")).setting("fiction") == "1"


def test_ask_json_is_one_line_with_quote_outlet_and_date(filled: Path) -> None:
    result = run("ask", "How many people were moved out of Lower Harrow by the dam alarm?", "--json")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    answer = json.loads(line)
    first = (answer["evidence"] or answer["near_misses"])[0]
    assert (first["quote"], first["outlet"], first["published"], first["source_file"]) == (
        DAM["text"],
        "Harrow Gazette",
        "2024-03-16",
        "articles.jsonl",
    )


def test_ask_prints_outlet_date_and_quote(filled: Path) -> None:
    text = " ".join(run("ask", "Which ferry crews walked out?").stdout.split())
    assert "Northern Wire · March 2024" in text
    assert "Crews of the ferry walked out over rest hours." in text
    assert "Searched: 2 articles of 2 known outlets, 16 March 2024." in text


def test_ask_says_what_else_is_searched_and_left_out(filled: Path) -> None:
    question = 'Who moved out of Lower Harow by the dam? -Skarvey "dam alarm"'
    text = " ".join(run("ask", question).stdout.split())
    assert "also searched: Harrow for Harow (another spelling)" in text
    assert "without “Skarvey”; verbatim “dam alarm”" in text
    exact = json.loads(run("ask", question, "--exact-words", "--json").stdout)
    assert (exact["interpretation"]["expansions"], exact["interpretation"]["excluded"]) == ([], ["Skarvey"])
    assert exact["reason_code"] == "name_unknown"


def test_ask_says_which_of_two_outlets_has_nothing(filled: Path) -> None:
    text = " ".join(run("ask", "What did the Northern Wire and the BBC say of the ferry crews?").stdout.split())
    assert "BBC News: nothing. The archive holds nothing by BBC News, and no article names it." in text


def test_ask_abstention_exits_0_and_gives_the_reason(filled: Path) -> None:
    result = run("ask", "What did the BBC report about the dam?", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (answer["abstained"], answer["reason_code"], answer["evidence"]) == (True, "outlet_not_held", [])


@pytest.mark.parametrize(
    ("options", "n_articles", "undated_left_out"),
    [
        (("--from", "2024-03-17"), 1, 0),
        (("--from", "2024-03-16", "--to", "2024-03-16"), 2, 0),
        (("--to", "2024-02"), 0, 0),
        (("--outlet", "Harrow Gazette"), 1, 0),
        (("--as-of", "2024-03-15"), 1, 0),
    ],
)
def test_ask_filters_are_inclusive_and_keep_overlapping_months(
    filled: Path, options: tuple[str, ...], n_articles: int, undated_left_out: int
) -> None:
    coverage = json.loads(run("ask", "dam ferry", "--json", *options).stdout)["coverage"]
    assert (coverage["articles"], coverage["undated_left_out"]) == (n_articles, undated_left_out)


def test_ask_says_what_a_date_must_look_like(filled: Path) -> None:
    assert "from: not a date: 'soon'; write it as 2023-10-02" in str(run("ask", "dam", "--from", "soon").exception)


def test_ask_follows_earlier_questions(filled: Path) -> None:
    result = run("ask", "And why?", "--history", "How many ferry crews walked out?", "--json")
    assert json.loads(result.stdout)["interpretation"]["carried_over"] == ["ferry", "crews", "walked"]
    assert "understood as: " in run("ask", "And why?", "--history", "How many ferry crews walked out?").stdout


def test_batch_answers_every_line_in_order_with_its_id(filled: Path, tmp_path: Path) -> None:
    lines = [{"id": 7, "question": "Which ferry crews walked out?"}, {"id": "x"}, {"id": 9, "question": "dam?", "to": "2023"}]
    (tmp_path / "q.jsonl").write_text("\n".join([*map(json.dumps, lines), "{broken"]))
    result = run("ask", "--batch", "q.jsonl", "--json")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [7, "x", 9, None]
    assert answers[1]["error"] == 'line 2: it has no "question"'
    assert answers[2]["reason_code"] == "nothing_searched"
    assert answers[3]["error"].startswith("line 4: ")
    assert result.exit_code == 1


def test_ask_without_an_archive_says_how_to_make_one() -> None:
    assert "no archive at archive; make one with: dateline add PATH --archive archive" in str(run("ask", "dam?").exception)


def test_list_json_text_gives_the_stored_text(filled: Path) -> None:
    listed = [json.loads(line) for line in run("list", "--json", "--text").stdout.splitlines()]
    assert [row["text"] for row in listed] == [DAM["text"], FERRY["text"]]
    assert [(row["published"], row["published_precision"], row["language"], row["n_passages"]) for row in listed] == [
        ("2024-03-16", "day", "en", 1),
        ("2024-03", "month", "en", 1),
    ]


def test_status_json_counts_and_names_the_model(filled: Path) -> None:
    status = json.loads(run("status", "--json").stdout)
    assert (status["coverage"]["articles"], status["model"]["name"], status["model"]["languages"]) == (
        2,
        "all-MiniLM-L6-v2",
        ["en"],
    )


def test_verify_of_a_sound_archive_exits_0(filled: Path) -> None:
    result = run("verify")
    assert (result.exit_code, result.stdout) == (0, "archive: sound\n")


def test_verify_names_damage_and_exits_1_and_rebuild_mends_it(filled: Path) -> None:
    segment = next(Path("archive/index/segments").iterdir())
    segment.write_bytes(segment.read_bytes()[:-1])
    damaged = run("verify")
    assert damaged.exit_code == 1
    assert "run: dateline rebuild" in damaged.stdout
    assert run("rebuild").exit_code == 0
    assert run("verify").exit_code == 0


def test_archive_folder_comes_from_the_environment(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.move("archive", "elsewhere")
    monkeypatch.setenv("DATELINE_ARCHIVE", "elsewhere")
    assert len(run("list").stdout.splitlines()) == 2


def article_ids() -> list[str]:
    return [json.loads(line)["article_id"] for line in run("list", "--json").stdout.splitlines()]


def test_dry_run_shows_fields_with_their_origin_and_makes_no_archive(write_rows) -> None:
    result = run("add", str(write_rows(DAM)), "--dry-run")
    assert "outlet     Harrow Gazette (metadata)" in result.stdout
    assert "published  16 March 2024 (from the page's own metadata: “published: 2024-03-16”)" in " ".join(
        result.stdout.split("\n")
    )
    assert not Path("archive/archive.sqlite3").exists()


def test_correct_is_shown_in_answers_from_then_on(filled: Path) -> None:
    first = article_ids()[0]
    result = run("correct", first[:10], "--published", "17 March 2024", "--outlet", "Vale Courier")
    assert result.stderr.strip().endswith(f"{first}: Vale Courier, 2024-03-17, Dam alarm clears the lower town")
    answer = json.loads(run("ask", "dam alarm", "--json", "--outlet", "Vale Courier").stdout)
    shown = (answer["evidence"] or answer["near_misses"])[0]
    assert (shown["article_id"], shown["published"], shown["published_origin"], shown["outlet_origin"]) == (
        first,
        "2024-03-17",
        "user",
        "user",
    )


def test_correct_wants_something_to_correct(filled: Path) -> None:
    assert run("correct", article_ids()[0]).exit_code == 2


def test_remove_takes_an_article_out_of_answers_and_indexes(filled: Path) -> None:
    result = run("remove", article_ids()[0], "--why", "retracted")
    assert "is removed, with all its versions (1)." in result.stderr
    assert "1 other article of it stay without it." in result.stderr
    answer = json.loads(run("ask", "dam alarm Lower Harrow", "--json").stdout)
    assert all("dam alarm" not in item["quote"] for item in (*answer["evidence"], *answer["near_misses"]))
    assert run("verify").stdout == "archive: sound\n"
    assert "skipped      1" in run("add", str(filled)).stderr


def test_show_diff_gives_what_changed_between_two_versions(write_rows) -> None:
    run("add", str(write_rows(DAM)))
    run("add", str(write_rows({**DAM, "text": DAM["text"].replace("2,350", "2,351")}, name="later.jsonl")))
    lines = run("show", article_ids()[0], "--diff").stdout.splitlines()
    assert [line for line in lines if line.startswith(("-The", "+The"))] == [
        "-" + DAM["text"],
        "+" + DAM["text"].replace("2,350", "2,351"),
    ]


def test_show_prints_text_and_fields(filled: Path) -> None:
    text = " ".join(run("show", article_ids()[1][:8]).stdout.split())
    assert "published March 2024" in text
    assert FERRY["text"] in text


def test_show_lists_the_days_that_words_mean_and_a_correction_of_the_date_corrects_them(write_rows) -> None:
    run("add", str(write_rows({**DAM, "published": "2024-03-13", "text": "The dam leaked on Sunday. Nobody was hurt."})))
    assert "on Sunday [10 Mar 2024]" in run("show", article_ids()[0]).stdout
    run("correct", article_ids()[0], "--published", "2024-03-20")
    assert "on Sunday [17 Mar 2024]" in run("show", article_ids()[0]).stdout


def test_ask_first_marks_the_first_report(filled: Path) -> None:
    question = "How many people left their homes because of the dam?"
    assert json.loads(run("ask", question, "--json", "--first").stdout)["first_report"] == 0
    assert json.loads(run("ask", question, "--json").stdout)["first_report"] is None


def test_reread_of_unchanged_sources_changes_nothing(filled: Path) -> None:
    assert "unchanged    2" in run("reread").stderr


def test_status_lists_failures_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "The dam holds."}\n{broken\n')
    run("add", "rows.jsonl")
    assert run("status", "--failures").stdout.startswith("failed: rows.jsonl (line 2): not JSON: ")
    assert run("status", "--rules").stdout == ""
