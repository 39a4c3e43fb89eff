"""A cross-encoder of a few weights, made here, and what is no cross-encoder."""

from pathlib import Path

import pytest

from embeddings.model import ModelError
from embeddings.reranker import load_reranker

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "dam", "ferry", "broke", "sank", "where", "is", "the"]


def make_cross_encoder(folder: Path, n_labels: int = 1) -> Path:
    """A BERT of one layer and eight dimensions over a dozen words, its weights drawn by seed."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(7)
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=len(WORDS), num_labels=n_labels, initializer_range=1.0, **sizes)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    return folder


@pytest.mark.model
def test_scores_are_one_a_text_and_the_same_again(tmp_path: Path):
    reranker = load_reranker(str(make_cross_encoder(tmp_path / "small")))
    texts = ["the dam broke", "the ferry sank", "the dam broke"]
    scores = reranker.scores("where is the dam", texts)
    assert scores.shape == (3,)
    assert scores[0] == pytest.approx(scores[2], abs=1e-6)
    assert scores[0] != pytest.approx(scores[1], abs=1e-6)
    assert reranker.scores("where is the dam", []).shape == (0,)


@pytest.mark.model
def test_a_model_with_several_scores_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="gives 3 scores a pair"):
        load_reranker(str(make_cross_encoder(tmp_path / "three", n_labels=3)))


@pytest.mark.model
def test_a_folder_without_a_model_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="holds no model weights"):
        load_reranker(str(tmp_path))


def test_a_file_is_refused(tmp_path: Path):
    (tmp_path / "model.bin").write_bytes(b"")
    with pytest.raises(ModelError, match="is a file"):
        load_reranker(str(tmp_path / "model.bin"))
