"""Services that know whether addresses lead somewhere, in the order in which they are tried."""

from generator.resolvers import arxiv, doi, github, gitlab, huggingface, openreview
from generator.resolvers.finding import Finding, Resolver

__all__ = ["RESOLVERS", "Finding", "Resolver"]

RESOLVERS: dict[str, Resolver] = {
    one.RESOLVER.name: one.RESOLVER for one in (arxiv, github, doi, huggingface, openreview, gitlab)
}
