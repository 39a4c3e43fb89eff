"""Which way a model is run: as an ONNX graph where it can be one, else by sentence-transformers."""

from embeddings.encoder import Encoder
from embeddings.model import model_folder
from embeddings.onnx import OnnxEncoder, exported_graph
from embeddings.sentence_transformer import SentenceTransformerEncoder


def load_encoder(name_or_path: str | None = None) -> Encoder:
    """The encoder of a model: as an ONNX graph where it can be one (no torch is imported then), else as it is.

    Raises:
        ModelError: where the model can't be had.
    """
    folder = model_folder(name_or_path)
    graph = exported_graph(folder)
    return OnnxEncoder(folder, graph) if graph else SentenceTransformerEncoder(folder)
