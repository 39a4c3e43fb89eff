"""The reader: a whole article, opened at the passage, with its receipt."""

from html import escape

from qa.answer import Evidence
from ui.cards import original_link
from ui.marking import marked, paragraphs
from ui.words import credits_words, date_origin_words, date_words, outlet_words, title_words

EMPTY = (
    '<section class="reader" aria-label="Reader"><h2>Reader</h2>'
    '<p class="hint">Open a passage to read its article here.</p></section>'
)


def reader(item: Evidence, generation: int) -> str:
    """The article of a quote: where it comes from, its text with the passage framed, and what proves the quote."""
    article = item.article
    by = [outlet_words(article), f"{date_words(article.published)} ({date_origin_words(article.published)})"]
    by += [f"updated {date_words(article.updated)}"] if article.updated.value else []
    by += [f"by {', '.join(article.authors)}"] if article.authors else []
    by += [credits_words(article)] if article.originals else []
    link = original_link(article.url)
    return (
        f'<section class="reader" aria-label="Reader"><h2>Reader</h2><h3 dir="auto">{escape(title_words(article))}</h3>'
        f'<div class="by">{escape(" · ".join(by))}{" · " + link if link else ""}</div>'
        f'<div class="text" dir="auto">{_text(item)}</div>{_receipt(item, generation)}</section>'
    )


def _text(item: Evidence) -> str:
    """All paragraphs; those of the passage stand in a frame, to which the page scrolls."""
    text = item.article.text
    spans = list(paragraphs(text, 0, len(text)))
    before = [s for s in spans if s[1] <= item.start]
    after = [s for s in spans if s[0] >= item.end]
    first = next(s[0] for s in spans if s[1] > item.start)
    last = next(s[1] for s in reversed(spans) if s[0] < item.end)
    outside = [("".join(marked(text, a, b, ()) for a, b in group)) for group in (before, after)]
    passage = marked(text, first, last, item.highlights, (item.start, item.end))
    return f'{outside[0]}<div class="passage" tabindex="-1">{passage}</div>{outside[1]}'


def _receipt(item: Evidence, generation: int) -> str:
    article = item.article
    lines = (
        f"article {article.article_id} · characters {item.start}–{item.end}",
        f"SHA-256 of the text {article.text_sha256}",
        f"generation {generation} · source {article.source_name}",
    )
    return f'<div class="receipt">{"<br>".join(escape(line) for line in lines)}</div>'
