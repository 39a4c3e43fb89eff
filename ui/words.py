"""The fixed words that stand around quotes, the same on the page and on a terminal. What is not known is said to be unknown."""

from datetime import date

from corpus.archive import Coverage
from corpus.article import Article, PublicationDate
from corpus.relative_days import Annotation
from qa.answer import Answer, Evidence, Figure
from qa.periods import ReadDate
from qa.question import Interpretation

_ORIGINS = {
    "byline": "from the byline",
    "metadata": "from the page's own metadata",
    "url": "from the address",
    "dateline": "from the dateline",
    "feed": "from the feed",
    "user": "said by the user",
    "aggregator": "from the aggregator's page",
}


FIRST_REPORT = "first report"  # of the passages that support about as well as the best one, the earliest published


def day_words(day: date) -> str:
    """ "2 October 2023"."""
    return f"{day.day} {day:%B} {day.year}"


def date_words(published: PublicationDate) -> str:
    """A publication date as long as it is known: "20 September 2023, 16:13", "October 2023", "2023", "date unknown"."""
    if published.value is None:
        return "date unknown"
    if published.precision == "year":
        return str(published.value.year)
    if published.precision == "month":
        return f"{published.value:%B} {published.value.year}"
    clock = f", {published.time:%H:%M}" if published.time else ""
    return day_words(published.value) + clock


def date_origin_words(published: PublicationDate) -> str:
    """Where a date comes from and which words say so."""
    if published.value is None:
        return "no page, field or person states a date"
    origin = _ORIGINS.get(published.origin, "origin unknown")
    precision = "" if published.precision == "day" else f", known to the {published.precision} only"
    return f"{origin}{precision}: “{published.evidence}”" if published.evidence else f"{origin}{precision}"


def outlet_words(article: Article) -> str:
    """The outlet's name, or that it is unknown."""
    return article.outlet.name


def title_words(article: Article) -> str:
    """The headline, or that it is unknown."""
    return article.title or "headline unknown"


def credits_words(article: Article) -> str:
    """ "via AFP, Daily Sabah", or nothing where nobody is credited."""
    return f"via {', '.join(original.name for original in article.originals)}" if article.originals else ""


def byline(item: Evidence) -> str:
    """Headline, authors, credited originals, copies and address, in one line."""
    article = item.article
    parts = [title_words(article)]
    if article.authors:
        parts.append(f"by {', '.join(article.authors)}")
    if article.originals:
        parts.append(credits_words(article))
    parts += said_words(item)
    if article.updated.value:
        parts.append(f"updated {date_words(article.updated)}")
    if item.near_copies:
        parts.append(copies_words(item))
    parts.append(article.url or article.source_name)
    return " · ".join(parts)


def said_words(item: Evidence) -> list[str]:
    """ "says: Hajiyev" and "the passage credits AFP", as far as the article itself says so."""
    names = "; ".join(speaker.name for speaker in (*filter(None, [item.speaker]), *item.other_speakers))
    said = [f"says: {names}"] if names else []
    credited = ", ".join(original.name for original in item.credited)
    return said + ([f"the passage credits {credited}"] if credited else [])


def figure_words(figure: Figure) -> str:
    """ "more than 120,000", "about 10–12"."""
    return f"{figure.bound} {figure.value}".strip()


def copies_words(item: Evidence) -> str:
    """ "also in 3 articles: Radio Halden, Vale Courier, unknown outlet"."""
    n = len(item.near_copies)
    return f"also in {n} {'article' if n == 1 else 'articles'}: {', '.join(copy.outlet.name for copy in item.near_copies)}"


def annotation_words(article: Article, annotation: Annotation) -> str:
    """ "on Sunday [1 Oct 2023]", "last week [25 Sep 2023 to 1 Oct 2023]": the words as they stand, and the days they mean."""
    first, last = (f"{day.day} {day:%b} {day.year}" for day in (annotation.first, annotation.last))
    days = first if first == last else f"{first} to {last}"
    return f"{article.text[annotation.start : annotation.end]} [{days}]"


def coverage_words(coverage: Coverage) -> str:
    """ "Searched: 6 articles of 2 outlets, 20 September 2023 to 3 October 2023." and what was left out or waits."""
    sentence = f"Searched: {count_words(coverage.n_articles, 'article')} of {count_words(coverage.n_outlets, 'known outlet')}"
    if coverage.first and coverage.last:
        sentence += f", {span_words(coverage.first, coverage.last)}"
    parts = [sentence]
    if coverage.n_undated:
        parts.append(f"{coverage.n_undated} undated")
    if coverage.n_undated_left_out:
        parts.append(f"{coverage.n_undated_left_out} undated left out")
    if coverage.n_not_encoded:
        parts.append(f"{coverage.n_not_encoded} found by words only until they are encoded")
    return "; ".join(parts) + "."


def expansion_words(question: Interpretation) -> str:
    """ "also searched: Khankendi for Stepanakert; Pashinyan for Pashinian (spelling)"; empty where all is searched as asked."""
    kinds = {"alias": "", "spelling": " (another spelling)", "similar": " (a similar word: yours stands nowhere)"}
    parts = [f"{', '.join(e.spellings)} for {e.words}{kinds[e.why]}" for e in question.expansions]
    return f"also searched: {'; '.join(parts)}" if parts else ""


def limit_words(question: Interpretation) -> list[str]:
    """The limits that the question itself sets, a phrase each: "only BBC News", "by Jane Smith", "without “dam”"."""
    limits = [f"only {outlet.name}" for outlet in question.outlets if outlet.only]
    limits += [f"by {author}" for author in question.authors]
    return limits + [f"without “{words}”" for words in question.excluded] + [f"verbatim “{words}”" for words in question.phrases]


def side_words(answer: Answer) -> list[str]:
    """Which side of a question with several found nothing, and why; nothing where all did, or none."""
    if answer.abstention:
        return []
    return [f"{side.words}: nothing. {side.reason}" for side in answer.sides if side.reason]


def span_words(first: date, last: date) -> str:
    """Two days as a span; one day as itself."""
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def period_words(period: ReadDate) -> str:
    """A period as read: "last week: 2 October 2023 to 8 October 2023", "since May: from 1 May 2023".

    A filter is "by publication".
    """
    if period.first and period.last:
        days = span_words(period.first, period.last)
    else:
        days = f"from {day_words(period.first)}" if period.first else f"to {day_words(period.last)}" if period.last else "any day"
    return f"{period.words}: {days}{', by publication' if period.kind == 'published' else ''}"


def count_words(n: int, noun: str) -> str:
    """ "1 article", "2,350 articles"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
