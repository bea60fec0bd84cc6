"""Works that stand on other works: inspired by, translation of, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..metadata.facts import Parent
from ..model import Related, Work
from ..problems import Problem, did_you_mean, found
from ..sources import identity
from ..vocabulary import Status
from .reading import Files


def relate(
    works: tuple[Work, ...], files: Files
) -> tuple[tuple[Work, ...], tuple[Problem, ...]]:
    """Return the works with their parents and children, and the slugs that miss."""
    by_slug = {work.slug: work for work in works}
    public = set(by_slug)
    slugs = {file.place.slug for file in files.works}
    by_source = {
        key: work for work in reversed(works) if (key := identity(work.source))
    }
    parents: dict[str, list[Related]] = {}
    children: dict[str, list[Related]] = {}
    problems: list[Problem] = []
    for file in files.works:
        child = by_slug.get(file.place.slug)
        for claim in file.facts.parents:
            problems += _missing(claim, file.place.shown, slugs, public)
            if child is None:
                continue
            # A work that was imported names others by the address they had there.
            parent = by_slug.get(claim.slug) or by_source.get(identity(claim.url))
            if parent is child:
                parent = None
            if parent is None and not claim.slug:
                parents.setdefault(child.slug, []).append(_outside(claim))
            elif parent:
                parents.setdefault(child.slug, []).append(_inside(parent, claim))
                if child.status is not Status.UNLISTED:
                    children.setdefault(parent.slug, []).append(_inside(child, claim))
    related = tuple(
        replace(
            work,
            parents=tuple(parents.get(work.slug, ())),
            children=tuple(children.get(work.slug, ())),
        )
        if work.slug in parents or work.slug in children
        else work
        for work in works
    )
    return related, tuple(problems)


def _missing(
    claim: Parent, shown: str, slugs: set[str], public: set[str]
) -> Iterator[Problem]:
    if claim.slug and claim.slug not in slugs:
        table_hint = (
            "use the name of its file or folder in content/works, "
            "or Title by Author <https://…>"
        )
        hint = did_you_mean(claim.slug, slugs, table_hint)
        yield found("L501", claim.line, path=shown, slug=claim.slug, hint=hint)
    elif claim.slug and claim.slug not in public:
        yield found("L505", claim.line, path=shown, target=claim.slug)


def _outside(claim: Parent) -> Related:
    return Related(claim.title, claim.byline, claim.url, False, claim.translation)


def _inside(work: Work, claim: Parent) -> Related:
    byline = "Anonymous" if work.anonymous else work.byline
    return Related(work.title, byline, work.url, True, claim.translation, work.language)
