"""OpenSearch: how a browser searches the list from its address bar."""

from generator.escape.for_xml import text as xml
from generator.exporters.edition import Edition

NAME_LENGTH = 16
ABOUT_LENGTH = 1024


def export(edition: Edition) -> str:
    """Return the description document of the explorer's search."""
    settings = edition.settings
    site = xml(settings.site_url)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{xml(short(settings.short_name or settings.name, NAME_LENGTH))}</ShortName>
  <LongName>{xml(short(settings.name, 48))}</LongName>
  <Description>{xml(short(settings.tagline, ABOUT_LENGTH))}</Description>
  <Url type="text/html" template="{site}explorer/?q={{searchTerms}}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="{site}opensearch.xml"/>
  <InputEncoding>UTF-8</InputEncoding>
  <OutputEncoding>UTF-8</OutputEncoding>
  <Language>en</Language>
</OpenSearchDescription>
"""


def short(text: str, length: int) -> str:
    """Return the text cut to a length, after a word where there is one."""
    if len(text) <= length:
        return text
    return text[: length + 1].rpartition(" ")[0].rstrip(" ,:;-") or text[:length]
