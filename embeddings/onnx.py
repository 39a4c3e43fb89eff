"""The same model as an ONNX graph: exported once, proven against sentence-transformers, then run without torch.

Measured on two cores without bf16 units: 27 passages/s against 20, 6 ms a question against 14-23, 0.6 s to import and load
against 8, 188 MB against 494.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Vectors
from embeddings.model import ModelFolder, cache_folder
from embeddings.sentence_transformer import SentenceTransformerEncoder

MIN_COSINE = 0.9999  # between both runtimes, on every sentence of PROOF; a graph below it is not used
BATCH_SIZE = 8  # by length: batches of 64 lose a third on two cores
PROOF = (
    "How many people were moved out of the lower town?",
    "The ferry did not sail.",
    "On Thursday the council voted 7 to 4 to publish the report, said Ida Marlowe, who had asked for it since March 2021.",
    "Ein kurzer Satz. Σύντομη πρόταση. Qısa cümlə. 短い文。",
    "“We will not wait,” she told reporters; 1,049 children, 22 million francs and 3.5 per cent were named in the statement. "
    * 12,
)
RESERVED_POSITIONS = 2  # of RoBERTa and its kin: their 514 positions hold 512 word pieces
POOLINGS = ("cls", "mean")
GRAPH_TYPES = ("bert", "mpnet", "roberta", "xlm-roberta", "distilbert", "electra", "modernbert")


def exported_graph(folder: ModelFolder) -> Path | None:
    """The model's proven graph, exported now if it never was; None where this model runs only by sentence-transformers."""
    graph = cache_folder() / "onnx" / folder.digest / "model.onnx"
    refused = graph.with_name("not-exportable")
    if graph.exists():
        return graph
    if refused.exists() or _pooling(folder) is None:
        return None
    return _export_proven(folder, graph, refused)


def _pooling(folder: ModelFolder) -> str | None:
    """ "mean" or "cls" where the model is a transformer, a pooling and perhaps a normalisation; else None."""
    kinds = [str(module.get("type", "")).rsplit(".", 1)[-1] for module in folder.read_json("modules.json") or []]
    if kinds[:2] != ["Transformer", "Pooling"] or any(kind != "Normalize" for kind in kinds[2:]):
        return None
    if folder.read_json("config.json").get("model_type") not in GRAPH_TYPES:
        return None
    config = folder.read_json("1_Pooling/config.json")
    modes = {mode for mode, key in (("cls", "pooling_mode_cls_token"), ("mean", "pooling_mode_mean_tokens")) if config.get(key)}
    modes |= {config["pooling_mode"]} if isinstance(config.get("pooling_mode"), str) else set()
    return modes.pop() if len(modes) == 1 and modes <= set(POOLINGS) else None


def _export_proven(folder: ModelFolder, graph: Path, refused: Path) -> Path | None:
    graph.parent.mkdir(parents=True, exist_ok=True)
    trial = graph.with_name(f"trial-{os.getpid()}.onnx")
    try:
        _export(folder, trial)
        cosine = _lowest_cosine(OnnxEncoder(folder, trial), SentenceTransformerEncoder(folder))
        if cosine < MIN_COSINE:
            refused.write_text(f"cosine {cosine:.6f} to sentence-transformers, at least {MIN_COSINE} wanted\n")
            return None
        trial.replace(graph)
    except Exception as error:  # whatever torch or tokenizers raise for a model: it still runs by sentence-transformers
        refused.write_text(f"{type(error).__name__}: {error}\n")
        return None
    finally:
        trial.unlink(missing_ok=True)
    return graph


def _lowest_cosine(one: "OnnxEncoder", other: SentenceTransformerEncoder) -> float:
    return float(np.min(np.sum(one.encode_passages(PROOF) * other.encode_passages(PROOF), axis=1)))


def _export(folder: ModelFolder, target: Path) -> None:
    """Write the transformer, without pooling, as a graph of (input_ids, attention_mask) -> token vectors."""
    import contextlib
    import io
    import logging
    import warnings

    import torch
    from transformers import AutoModel

    class TokenVectors(torch.nn.Module):  # type: ignore[misc]  # the graph has two inputs and one output, whatever the model returns
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(folder.path, dtype=torch.float32, trust_remote_code=False).eval()

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    ids = torch.full((2, 12), 100, dtype=torch.int64)
    batch, length = torch.export.Dim("batch", min=1, max=4096), torch.export.Dim("length", min=2, max=512)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            TokenVectors(),
            (ids, torch.ones_like(ids)),
            dynamo=True,
            input_names=["input_ids", "attention_mask"],
            output_names=["token_vectors"],
            dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
            verbose=False,
        )
        program.save(str(target))


class OnnxEncoder:
    """A sentence-transformers model run by ONNX Runtime, in fp32."""

    def __init__(self, folder: ModelFolder, graph: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.name = folder.name
        self.digest = folder.digest
        self._pooling = _pooling(folder)
        self._query_prompt, self._passage_prompt = folder.prompts
        self._tokenizer = Tokenizer.from_file(str(folder.path / "tokenizer.json"))
        self._tokenizer.enable_truncation(_max_length(folder))
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self.dimension = int(folder.read_json("config.json")["hidden_size"])

    @property
    def runtime(self) -> str:
        """What computes the vectors."""
        return "ONNX Runtime, fp32"

    def encode_query(self, text: str) -> Vectors:
        """See `Encoder`."""
        vector: Vectors = self._encode([self._query_prompt + text])[0]
        return vector

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        return self._encode([self._passage_prompt + text for text in texts])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(tokens), self.dimension), dtype=np.float32)
        for rows in _batches_by_length(tokens):
            vectors[rows] = self._run([tokens[row] for row in rows])
        return vectors

    def _run(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        """Unit vectors (n, dim) of one padded batch."""
        length = max(map(len, tokens))
        ids = np.zeros((len(tokens), length), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, items in enumerate(tokens):
            ids[row, : len(items)] = items
            mask[row, : len(items)] = 1
        (states,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        pooled = states[:, 0] if self._pooling == "cls" else _mean(states, mask)
        unit: Vectors = (pooled / np.linalg.norm(pooled, axis=1, keepdims=True)).astype(np.float32)
        return unit


def _mean(states: Vectors, mask: np.ndarray) -> Vectors:
    """The mean of the token vectors that are no padding, (n, length, dim) -> (n, dim)."""
    weights = mask[:, :, None].astype(np.float32)
    mean: Vectors = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return mean


def _max_length(folder: ModelFolder) -> int:
    """Word pieces that the model reads of a text."""
    own = folder.read_json("sentence_bert_config.json").get("max_seq_length")
    config = folder.read_json("config.json")
    reserved = RESERVED_POSITIONS if config.get("model_type") in ("roberta", "xlm-roberta", "mpnet") else 0
    return int(own or config.get("max_position_embeddings", 512) - reserved)


def _batches_by_length(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Row numbers in batches of `BATCH_SIZE`, like lengths together, so that little is padding."""
    order = sorted(range(len(tokens)), key=lambda row: (len(tokens[row]), row))
    for start in range(0, len(order), BATCH_SIZE):
        yield order[start : start + BATCH_SIZE]
