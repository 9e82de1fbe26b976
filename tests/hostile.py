"""Values as the worst of strangers write them, for property tests of every escaper."""

from hypothesis import strategies as st

PIECES = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script>", "<!--", "-->", "]]>", "&lt;", "&amp",
    "&#42;", "[a](http://evil.test)", "![a](http://evil.test/x.png)", "](javascript:alert(1))",
    "<http://evil.test>", "[^1]", "[x]: y", "*a*", "**b**", "_c_", "__d__", "~~e~~", "~f~", "^g^", "==h==", "++i++",
    "`j`", "``k", "$x^2$", "$$y$$", "\\(z\\)", "\\", "|", "||", "\\|", "{: .cls }", "{#id}", "{{ settings }}",
    "{% raw %}", "{++c++}", "{==d==}", ":tada:", ":+1:", "@ada", "#123", "GH-12", "www.evil.test",
    "http://evil.test", "https://evil.test/a_b", "mailto:a@evil.test", "a@evil.test", "ftp://evil.test", "# h",
    "## h", "- item", "+ item", "1. item", "12) item", "> quote", "***", "---", "===", "```", "~~~", ": def",
    "::: x", "/// x", "!!! note", "??? note", "*[HTML]: x", "=== \"tab\"", "--8<-- \"x\"", "%PDF", "=1+1",
    "@SUM(A1)", "-2", "+3", "'", '"', "`", "=", "\t", "\n", "\r\n", "\u2028", "\u2029", "\x00", "\x02", "\x03",
    "\x04", "\x1b", "\u202e", "\ufeff", "\ud800", "\uffff", "\u0301", "😀", "é", "字", " and ", ",", "others", "%",
    "#", "&", "_", "{", "}", "~", "^", "ER  - ", "TY  - JOUR", "a", "b", "Word", "LLM", " ",
)  # fmt: skip

values = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), min_size=1, max_size=8).map("".join)
"""Any text at all."""
