"""Commands about single articles: correct, remove, show, list."""

from typing import Annotated

import typer

from commands.opening import index, print_json
from commands.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption


def correct(
    article_id: Annotated[str, typer.Argument(help="The article's id, or how it begins.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option("--published", help="When: a day, a month or a year.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its headline.")] = None,
) -> None:
    """Say who published an article, when, or under which headline. It is kept as said by you, and survives re-adding."""
    from corpus.archive import Archive
    from corpus.corrections import Correction
    from corpus.corrections import correct as correct_article

    said = {"outlet": outlet, "published": published, "title": title}
    corrections = [Correction(field, value) for field, value in said.items() if value]  # type: ignore[arg-type]
    if not corrections:
        raise typer.BadParameter("say what is right: --outlet, --published or --title")
    opened = Archive.open(archive)
    with opened.writing():
        article = correct_article(opened, article_id, corrections)
        index(opened, None)
    typer.echo(
        f"{article.article_id}: {article.outlet.name}, {article.published.iso or 'date unknown'}, {article.title}", err=True
    )


def remove(
    article_id: Annotated[str, typer.Argument(help="The article's id, or how it begins.")],
    why: Annotated[str, typer.Option("--why", help="The reason: it is all that stays, with id and day.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
) -> None:
    """Remove an article for good: its text, versions, raw source and vectors are gone from answers and from the disk."""
    from corpus.archive import Archive
    from corpus.removing import remove as remove_article

    opened = Archive.open(archive)
    with opened.writing():
        removal = remove_article(opened, article_id, why)
        index(opened, None)
    typer.echo(f"{removal.article.article_id} is removed, with all its versions ({removal.n_versions}).", err=True)
    if removal.n_without_source:
        others = f"{removal.n_without_source} other {'article' if removal.n_without_source == 1 else 'articles'}"
        typer.echo(f"The file it came in is gone too; {others} of it stay without it.", err=True)


def show(
    article_id: Annotated[str, typer.Argument(help="The article's id, or how it begins.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    diff: Annotated[bool, typer.Option("--diff", help="What changed against the version before.")] = False,
) -> None:
    """Show one article with what is known of it, or what changed since the version before."""
    from corpus.annotations import annotations_of
    from corpus.archive import Archive
    from ui.terminal import print_article, print_diff

    opened = Archive.open(archive)
    article = opened.find_article(article_id)
    if diff:
        print_diff(opened.version_before(article.article_id), article)
    else:
        print_article(article, annotations_of(opened, article.article_id))


def list_articles(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    text: Annotated[bool, typer.Option("--text", help="The text of each article too.")] = False,
) -> None:
    """List the articles that are searched."""
    from corpus.archive import Archive
    from qa.export import article_to_json

    opened = Archive.open(archive)
    for article in opened.articles():
        fields = {**article_to_json(article), "language": article.language, "n_passages": opened.n_passages(article.article_id)}
        if as_json:
            print_json({**fields, "text": article.text} if text else fields)
        elif text:
            typer.echo(f"{article.title or 'headline unknown'}\n\n{article.text}\n")
        else:
            typer.echo(
                f"{article.published.iso or 'date unknown':<22} {article.outlet.name:<28} {article.title or 'headline unknown'}"
            )
