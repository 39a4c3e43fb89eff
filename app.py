"""The application: FastAPI with the Gradio page mounted behind the guard. It composes `web` and `ui`; there is no logic here."""

import os
import sys
from pathlib import Path

# Read by Gradio when it is imported: no telemetry, no history of questions, no sharing.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",
    GRADIO_RUN_HISTORY="False",
    GRADIO_SHARE="False",
    GRADIO_MCP_SERVER="False",
    HF_HUB_DISABLE_TELEMETRY="1",
)

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from corpus.archive import Archive
from embeddings.indexing import check_model, model_of
from embeddings.loading import load_encoder
from embeddings.reranker import load_reranker
from qa.pipeline import Pipeline
from ui.page import STYLE, build_page
from web.guard import Guard

LOCAL_HOSTS = frozenset(("127.0.0.1", "localhost", "[::1]"))


def create_app(pipeline: Pipeline, hosts: frozenset[str] = LOCAL_HOSTS) -> FastAPI:
    """The page over one opened archive, served to the named hosts only."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(CORSMiddleware, allow_origins=[])
    gr.mount_gradio_app(
        app,
        build_page(pipeline),
        path="/",
        css_paths=[STYLE],
        allowed_paths=[],
        blocked_paths=["/"],
        max_file_size=1,
        show_error=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    app.add_middleware(Guard, allowed_hosts=hosts)
    return app


def serve_archive(folder: Path, host: str, port: int, model: str | None, reranker: str | None = None) -> None:
    """Serve an archive's page until stopped."""
    archive = Archive.open(folder)
    encoder = load_encoder(model or model_of(archive))
    check_model(archive, encoder)
    pipeline = Pipeline.open(folder, encoder, load_reranker(reranker) if reranker else None)
    app = create_app(pipeline, LOCAL_HOSTS | {host})
    print(f"Dateline serves {folder} on http://{host}:{port}", file=sys.stderr, flush=True)
    uvicorn.run(
        app, host=host, port=port, log_level="warning", limit_concurrency=1000, timeout_graceful_shutdown=20, server_header=False
    )
