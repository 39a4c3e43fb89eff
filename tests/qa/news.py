"""Six invented articles, one passage each: days, a month and no date at all; three outlets and none."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from corpus.archive import Archive
from corpus.article import Article
from qa.holdings import Holdings
from qa.options import Strictness
from qa.pipeline import Pipeline
from qa.support import Features, SupportModel, shipped_model
from tests.toy import ToyEncoder

TODAY = date(2024, 3, 20)  # a Wednesday
LEFT_HOMES = "How many people left their homes because of the dam?"

NEWS = (
    {
        "title": "Dam leak empties Lower Marsh",
        "outlet": "Marsh Gazette",
        "published": "2024-03-14",
        "url": "https://marsh-gazette.example/dam",
        "text": "The dam above Lower Marsh leaked before dawn. About 1,900 people left their homes, the county said.\n\n"
        "“We would rather wake a town for nothing,” Maren Holt told reporters.",
    },
    {
        "title": "Second count after the leak",
        "outlet": "Radio Vale",
        "published": "2024-03-18",
        "url": "https://radio-vale.example/count",
        "text": "After the dam leaked, 2,350 people left their homes, a second count says. The first one had left Weir Lane out.",
    },
    {
        "title": "Ferry stays in port",
        "outlet": "Harbour Post",
        "published": "2024-05",
        "url": "https://harbour-post.example/ferry",
        "text": "The ferry stayed in port for a third day. A storm had broken its rudder.",
    },
    {
        "title": "Museum opens a room for children",
        "outlet": "Harbour Post",
        "published": "2023-11-20",
        "url": "https://harbour-post.example/museum",
        "text": "The museum opened a room for children on Monday. Forty children painted a whale.",
    },
    {
        "title": "Mayor wants a bridge",
        "outlet": "Marsh Gazette",
        "text": "The mayor wants a bridge over the Esk. Ida Marlowe said it would cost nine million crowns.",
    },
    {"text": "Apples were picked early in the orchards. Nobody remembers such a September."},
)


def decisive_model() -> SupportModel:
    """Supports what stands by more than half in one article: 1 / (1 + exp(5 - 10 * article_coverage)), from 0.5 on."""
    weights = {field.name: 0.0 for field in fields(Features)} | {"article_coverage": 10.0}
    return replace(shipped_model(), weights=weights, bias=-5.0, thresholds=bars(0.5))


def bars(balanced: float) -> dict[Strictness, float]:
    """Thresholds with a balanced one; strict asks for 0.9."""
    return {"strict": 0.9, "balanced": balanced, "open": 0.0}


def open_news(folder: Path, encoder: ToyEncoder | None = None) -> Pipeline:
    return Pipeline(Holdings.open(folder, encoder or ToyEncoder()), decisive_model())


def article_of(archive: Archive, word: str) -> Article:
    """The one article whose text holds a word."""
    (found,) = [article for article in archive.articles() if word in article.text]
    return found
