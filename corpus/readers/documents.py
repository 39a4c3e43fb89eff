"""The documents of an export of a press archive, which stand one after another in a file, each closed by a line of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.article import Article, Source
from corpus.outlets import OutletRegistry
from corpus.readers.reading import ArticleDraft, Failure, Reading, finish


@dataclass(frozen=True)
class Document:
    """The lines of one document. `name` is what the export calls it, where it does; `number` counts from 1."""

    number: int
    lines: list[str]
    is_closed: bool
    name: str = ""

    @property
    def place(self) -> str:
        """Where it stands in its source."""
        return f"document {self.number}" + (f" ({self.name})" if self.name else "")


def read_documents(
    documents: Iterable[Document],
    draft: Callable[[list[str], OutletRegistry], ArticleDraft],
    closing: str,
    source: Source,
    registry: OutletRegistry,
) -> Reading:
    """The articles that `draft` finds in documents; one where it raises ValueError is a failure, and the rest goes on.

    A document without its closing line, which `closing` names, is read as far as it goes, with a failure that says so.
    """
    articles, failures = list[Article](), list[Failure]()
    for document in documents:
        try:
            articles.append(finish(draft(document.lines, registry), source, registry))
        except ValueError as error:
            failures.append(Failure(source.name, str(error), document.place))
            continue
        if not document.is_closed:
            reason = f"incomplete: its closing line {closing} is missing; what stands there was read"
            failures.append(Failure(source.name, reason, document.place))
    return Reading(tuple(articles), tuple(failures))
