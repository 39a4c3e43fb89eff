"""The ONNX graph gives the vectors of sentence-transformers, without torch."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.loading import load_encoder
from embeddings.model import ModelFolder, model_folder
from embeddings.onnx import BATCH_SIZE, OnnxEncoder, _batches_by_length, _max_length, _mean, _pooling, exported_graph
from embeddings.sentence_transformer import SentenceTransformerEncoder

SENTENCES = (
    "About 1,900 people were moved out before dawn on Thursday.",
    "Why did the ferry not sail?",
    "Yes.",
    "The council voted 7 to 4 to publish the report; it had been asked for since March 2021.",
    "“We would rather wake a whole town for nothing than wake it too late,” she said.",
    "Qarabağ ermənilərinin köçü davam edir.",
    "Der Damm hält, sagte der Bürgermeister.",
    "\U0001f30a flood, café, naïve",
    "the museum " * 200,
    "An inspection in January found two of the six drains at the foot of the embankment blocked with silt.",
)
TRANSFORMER = {"type": "sentence_transformers.models.Transformer"}
POOLING = {"type": "sentence_transformers.models.Pooling"}
NORMALIZE = {"type": "sentence_transformers.models.Normalize"}
DENSE = {"type": "sentence_transformers.models.Dense"}


def folder_of(path: Path, modules: list[dict], pooling: dict, model_type: str = "bert", **more: dict) -> ModelFolder:
    """A model folder that holds configuration files only."""
    (path / "1_Pooling").mkdir()
    (path / "modules.json").write_text(json.dumps(modules))
    (path / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    (path / "config.json").write_text(json.dumps({"model_type": model_type, **more}))
    return ModelFolder(path, "small-model")


@pytest.mark.parametrize(
    ("modules", "pooling", "model_type", "expected"),
    [
        ([TRANSFORMER, POOLING], {"pooling_mode_mean_tokens": True}, "bert", "mean"),
        ([TRANSFORMER, POOLING, NORMALIZE], {"pooling_mode_cls_token": True}, "xlm-roberta", "cls"),
        ([TRANSFORMER, POOLING], {"pooling_mode": "cls"}, "bert", "cls"),
        ([TRANSFORMER, POOLING], {"pooling_mode": "mean", "pooling_mode_mean_tokens": True}, "bert", "mean"),
        ([TRANSFORMER, POOLING], {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True}, "bert", None),
        ([TRANSFORMER, POOLING], {"pooling_mode": "lasttoken"}, "bert", None),
        ([TRANSFORMER, POOLING], {"pooling_mode_max_tokens": True}, "bert", None),
        ([TRANSFORMER, POOLING], {}, "bert", None),
        ([TRANSFORMER, POOLING, DENSE], {"pooling_mode_mean_tokens": True}, "bert", None),
        ([TRANSFORMER], {"pooling_mode_mean_tokens": True}, "bert", None),
        ([], {"pooling_mode_mean_tokens": True}, "bert", None),
        ([TRANSFORMER, POOLING], {"pooling_mode_mean_tokens": True}, "qwen2", None),
    ],
)
def test_pooling_is_read_from_the_model_or_refused(
    tmp_path: Path, modules: list[dict], pooling: dict, model_type: str, expected: str | None
):
    assert _pooling(folder_of(tmp_path, modules, pooling, model_type)) == expected


def test_pooling_is_refused_for_a_folder_without_configuration(tmp_path: Path):
    assert _pooling(ModelFolder(tmp_path, "bare")) is None


def test_max_length_is_that_of_sentence_transformers_else_of_the_model(tmp_path: Path):
    folder = folder_of(tmp_path, [TRANSFORMER, POOLING], {}, max_position_embeddings=384)
    assert _max_length(folder) == 384
    (tmp_path / "sentence_bert_config.json").write_text('{"max_seq_length": 256}')
    assert _max_length(folder) == 256


def test_exported_graph_is_none_for_a_model_that_was_refused_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "model").mkdir()
    folder = folder_of(tmp_path / "model", [TRANSFORMER, POOLING], {"pooling_mode_mean_tokens": True})
    (folder.path / "model.safetensors").write_bytes(b"weights")
    refused = tmp_path / "cache" / "onnx" / folder.digest / "not-exportable"
    refused.parent.mkdir(parents=True)
    refused.write_text("cosine 0.9000")
    assert exported_graph(folder) is None


def test_exported_graph_is_none_for_a_model_that_is_no_plain_transformer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "model").mkdir()
    folder = folder_of(tmp_path / "model", [TRANSFORMER, POOLING, DENSE], {"pooling_mode_mean_tokens": True})
    (folder.path / "model.safetensors").write_bytes(b"weights")
    assert exported_graph(folder) is None


def test_batches_by_length_puts_like_lengths_together():
    tokens = [[0] * n for n in (9, 1, 5, 1, 3, 2, 8, 4, 7, 6)]
    assert list(_batches_by_length(tokens)) == [[1, 3, 5, 4, 7, 2, 9, 8], [6, 0]]


def test_batches_by_length_gives_none_for_no_texts():
    assert list(_batches_by_length([])) == []


@given(st.lists(st.lists(st.just(0), max_size=30), max_size=60))
def test_batches_by_length_hold_every_row_once_in_order_of_length(tokens: list[list[int]]):
    batches = list(_batches_by_length(tokens))
    rows = [row for batch in batches for row in batch]
    assert sorted(rows) == list(range(len(tokens)))
    assert [len(tokens[row]) for row in rows] == sorted(map(len, tokens))
    assert all(len(batch) == BATCH_SIZE for batch in batches[:-1])


def test_mean_leaves_padding_out():
    states = np.array([[[1, 2], [3, 4], [100, 100]], [[5, 6], [7, 8], [9, 10]]], dtype=np.float32)
    mask = np.array([[1, 1, 0], [1, 1, 1]])
    assert _mean(states, mask).tolist() == [[2, 3], [7, 8]]


# with the real model: the graph is exported at the first run, then comes from the cache


@pytest.fixture(scope="module")
def packaged() -> OnnxEncoder:
    encoder = load_encoder()
    assert isinstance(encoder, OnnxEncoder)
    return encoder


@pytest.mark.model
def test_both_runtimes_give_the_same_vectors(packaged: OnnxEncoder):
    reference = SentenceTransformerEncoder(model_folder(None))
    one, other = packaged.encode_passages(SENTENCES), reference.encode_passages(SENTENCES)
    assert one.shape == other.shape == (10, 384)
    assert ((one * other).sum(axis=1) >= 0.9999).all()
    assert packaged.digest == reference.digest


@pytest.mark.model
def test_vectors_are_unit_rows_in_the_order_of_the_texts(packaged: OnnxEncoder):
    vectors = packaged.encode_passages(SENTENCES)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(SENTENCES, vectors, strict=True):
        assert float(packaged.encode_query(text) @ vector) >= 0.9999


@pytest.mark.model
def test_no_texts_give_no_rows(packaged: OnnxEncoder):
    reference = SentenceTransformerEncoder(model_folder(None))
    assert packaged.encode_passages([]).shape == reference.encode_passages([]).shape == (0, 384)


@pytest.mark.model
def test_a_question_is_nearer_to_its_answer_than_to_others(packaged: OnnxEncoder):
    cosines = packaged.encode_passages(SENTENCES) @ packaged.encode_query("How many residents were evacuated?")
    assert int(cosines.argmax()) == 0


@pytest.mark.model
def test_asking_never_imports_torch(packaged: OnnxEncoder, tmp_path: Path):
    program = f"""
import sys
from pathlib import Path
from corpus.archive import Archive
from qa.pipeline import Pipeline
Archive.create(Path({str(tmp_path)!r}) / "archive")
pipeline = Pipeline.open(Path({str(tmp_path)!r}) / "archive")
assert pipeline.holdings.encode_question("Where is the dam?").shape == (384,)
assert pipeline.ask("Where is the dam?").abstention
print([name for name in ("torch", "transformers", "sentence_transformers") if name in sys.modules])
"""
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True)
    assert (ran.stdout, ran.returncode) == ("[]\n", 0), ran.stderr
