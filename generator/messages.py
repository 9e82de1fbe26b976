"""What the model says about a file, in words for the person who wrote it and at the place where it is repaired."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, Span
from generator.model import KEBAB, id_problem
from generator.source import Document

Suggest = Callable[[str, str], str]
"""From the field and a value that it cannot have to the repair, or nothing."""


def no_suggestion(field: str, value: str) -> str:
    """Return no repair: where no vocabulary is at hand."""
    del field, value
    return ""


def problems_of(
    error: ValidationError,
    document: Document,
    model: type[BaseModel],
    *,
    suggest: Suggest = no_suggestion,
    at: str = "",
) -> Iterator[Diagnostic]:
    """Yield what a model says about a document, or about the part of it that stands `at` a key."""
    for one in error.errors(include_url=False):
        if one["type"] == "too_short" and one["input"]:
            # The list is not empty; its items are wrong, and that is told.
            continue
        key = ".".join([at] * bool(at) + [str(step) for step in one["loc"]])
        yield _Complaint(one, key, document, model, suggest, one["loc"]).diagnostic()


class _Complaint:
    """One sentence of pydantic's, on its way to becoming one of ours."""

    def __init__(
        self,
        one: Mapping[str, Any],
        key: str,
        document: Document,
        model: type[BaseModel],
        suggest: Suggest,
        steps: tuple[int | str, ...],
    ) -> None:
        self.kind: str = one["type"]
        self.value: Any = one.get("input")
        self.context: Mapping[str, Any] = one.get("ctx") or {}
        self.said: str = one["msg"]
        self.key, self.steps, self.model, self.document, self.suggest = key, steps, model, document, suggest
        self.name = key.rpartition(".")[2]
        self.place = document.spans.at(key)

    def diagnostic(self) -> Diagnostic:
        if self.value == "" and self.kind not in {"missing", "extra_forbidden"}:
            hint = "write a value, or remove the line if the field is optional"
            return self.problem("empty-string", f"{self.label()} has no value", hint)
        for kinds, say in _SENTENCES:
            if self.kind in kinds:
                return say(self)
        if "message" in self.context:
            if (item := self.context.get("item")) is not None:
                self.place = self.document.spans.at(f"{self.key}.{item}")
            return self.problem(self.kind, self.context["message"], self.context.get("hint") or self.suggestion())
        return self.problem("wrong-type", f"{self.label()}: {self.said[:1].lower()}{self.said[1:]}")

    def problem(self, code: str, message: str, hint: str = "", place: Span | None = None) -> Diagnostic:
        return Diagnostic(place or self.place, code, message, hint)

    def suggestion(self) -> str:
        return self.suggest(str(self.steps[0]) if self.steps else "", str(self.value))

    def label(self) -> str:
        """Return the field as people count: `links.code`, `item 2 of topics`."""
        if not self.key:
            return "the file"
        owner, _, last = self.key.rpartition(".")
        if not last.isdigit():
            return self.key
        if self.key not in self.document.spans.places:
            return owner  # a single address that stands for a list of one
        return f"item {int(last) + 1} of {owner or 'the file'}"

    def unknown_field(self) -> Diagnostic:
        model = _model_at(self.model, self.steps[:-1])
        return unknown_field(self.name, self.document.keys.at(self.key), model)

    def missing(self) -> Diagnostic:
        hint = _TO_ADD.get(self.name, f"add a line {self.name}: ...")
        return self.problem("missing-field", f"the field {self.name!r} is missing", hint)

    def too_short(self) -> Diagnostic:
        return self.problem("empty-list", f"{self.label()} needs at least one item")

    def too_long_text(self) -> Diagnostic:
        limit, length = self.context.get("max_length"), len(str(self.value))
        return self.problem("too-long", f"{self.label()} has {length} characters; {limit} are allowed", "shorten it")

    def too_long_list(self) -> Diagnostic:
        return self.problem("too-long", f"{self.label()} has more than {self.context.get('max_length')} items")

    def pattern(self) -> Diagnostic:
        if self.context.get("pattern") == KEBAB.pattern:
            message = id_problem(self.value) or f"{self.value!r} is no id"
            return self.problem("bad-id", message, self.suggestion())
        return self.problem("outer-space", f"{self.value!r} begins or ends with a space", "remove the space")

    def impossible_year(self) -> Diagnostic:
        return self.problem("impossible-year", f"{self.value} is not a year in which papers appeared", "look it up")

    def unknown_value(self) -> Diagnostic:
        expected = str(self.context.get("expected"))
        close = difflib.get_close_matches(str(self.value).lower(), re.findall(r"'([^']+)'", expected), n=1)
        hint = f"did you mean {close[0]!r}?" if close else ""
        return self.problem("unknown-value", f"{self.label()}: {self.value!r} is not one of {expected}", hint)

    def wrong_type(self) -> Diagnostic:
        message = f"{self.label()} {_EXPECTED[self.kind]}, not {_kind(self.value)}"
        return self.problem("wrong-type", message, self.type_hint())

    def type_hint(self) -> str:
        match self.kind, self.value:
            case "tuple_type", str(text):
                items = [item.strip() for item in re.split(r"[;,]| and ", text) if item.strip()]
                listed = f"[{', '.join(items)}]"
                return f"write a list: {listed}" if len(listed) < 80 else "write a list: [first, second, third]"
            case "string_type", list():
                return "put the value into double quotes if the brackets belong to it"
            case "string_type", dict():
                return "put the value into double quotes: a colon followed by a space makes a key of what is before it"
            case "model_type", str(text) if self.name == "links":
                return f"write links: alone, and paper: {text} in the next line, indented by two spaces"
        return ""


_Sentence = Callable[[_Complaint], Diagnostic]
_TO_ADD = {
    "links": "add a line links: and below it, indented by two spaces, paper: https://...",
    "topics": "add a line topics: [...] with ids from entries/topics.yml",
}
_EXPECTED = {
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be keys with values",
    "model_type": "must be keys with values",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
}
_SENTENCES: tuple[tuple[frozenset[str], _Sentence], ...] = (
    (frozenset({"extra_forbidden"}), _Complaint.unknown_field),
    (frozenset({"missing"}), _Complaint.missing),
    (frozenset({"too_short"}), _Complaint.too_short),
    (frozenset({"string_too_long"}), _Complaint.too_long_text),
    (frozenset({"too_long"}), _Complaint.too_long_list),
    (frozenset({"string_pattern_mismatch"}), _Complaint.pattern),
    (frozenset({"greater_than_equal", "less_than_equal"}), _Complaint.impossible_year),
    (frozenset({"literal_error"}), _Complaint.unknown_value),
    (frozenset(_EXPECTED), _Complaint.wrong_type),
)


def unknown_field(name: str, place: Span, model: type[BaseModel]) -> Diagnostic:
    """Return what to do about a key that the model does not have."""
    derived: Mapping[str, str] = getattr(model, "derived", {})
    meant: Mapping[str, str] = getattr(model, "meant", {})
    plain = name.lower().replace("-", "_").replace(" ", "_")
    if plain in derived:
        return Diagnostic(place, "derived-field", f"{name!r} is not written by hand: {derived[plain]}", "remove it")
    known = [field for field, info in model.model_fields.items() if not info.exclude]
    close = difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    if plain in meant:
        hint = meant[plain]
    elif close:
        hint = f"did you mean {close[0]!r}?"
    else:
        hint = f"known here: {', '.join(known)}"
    return Diagnostic(place, "unknown-field", f"no field is called {name!r}", hint)


def _model_at(model: type[BaseModel], steps: tuple[int | str, ...]) -> type[BaseModel]:
    """Return the model of the part of a document to which the steps lead."""
    for step in steps:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        inner = model_in(field.annotation) if field else None
        model = inner or model
    return model


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a type holds, however wrapped."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)


def _kind(value: object) -> str:
    match value:
        case str():
            return f"the text {value[:40]!r}"
        case list():
            return "a list"
        case dict():
            return "keys with values"
    return repr(value)
