"""A citation as one item of a Markdown list: authors, year, linked title, place."""

from generator.citations.parts import container
from generator.escape import for_markdown, for_url
from generator.views import Row


def one(row: Row) -> str:
    """Return the paper as one line of a Markdown list."""
    authors = ", ".join(row.authors)
    head = f"{for_markdown.text(authors)} ({row.year}). " if authors else ""
    title = f"[{for_markdown.text(row.title)}]({for_url.address(row.address)})"
    place = container(row) or ("arXiv" if row.arxiv else "")
    known = ", ".join(filter(None, [for_markdown.text(place), "" if head else str(row.year)]))
    code = "".join(f" [{for_markdown.text(link.label)}]({for_url.address(link.url)})" for link in row.code)
    return f"- {head}{title}.{f' {known}.' if known else ''}{code}\n"
