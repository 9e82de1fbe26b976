"""Is it the right paper? What an entry says beside what arXiv, Crossref, OpenReview and DBLP say of its addresses."""
