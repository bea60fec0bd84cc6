"""A work as AO3 may have it, whether it was downloaded or its page was saved."""

from __future__ import annotations

from dataclasses import replace

from ficstead.importing.story import Chapter, Story


def oneshot(form: str, html: str) -> Story:
    """Return a work of one chapter with the labels that every work has."""
    return Story(
        format=form,
        chapters=(Chapter(html=html, number=1),),
        title="Lamps & “Lanterns” <3",
        authors=("marshlight",),
        rating="Teen And Up Audiences",
        warnings=("No Archive Warnings Apply",),
        fandoms=("Harbour Lights (TV)",),
        language="English",
        published="2010-03-01",
        planned="1",
        posted=1,
        words=12,
        summary="<p>A keeper, a kettle, a storm.</p>",
        source="https://archiveofourown.org/works/4711",
    )


def tagged(work: Story) -> Story:
    """Return a work with all the tags, and with series and collections."""
    return replace(
        work,
        warnings=("Creator Chose Not To Use Archive Warnings", "Underage Sex"),
        categories=("F/F", "Multi"),
        fandoms=("Harbour Lights (TV)", "灯台の物語", "Sea | Zee - All Media Types"),
        relationships=("Ada/Bea", "Ada & Cy", 'Bea "Bo" Lunt/Dee'),
        characters=("Ada", "Bea “Bo” Lunt"),
        tags=("I ♥ fog", "slow burn/slower burn", "茶", "not <i>that</i> kind & so on"),
        series=(("Tea, Part 2 of it, and Toast", 3), ("Lamps", 12)),
        collections=("Yuletide 2010", "Fog & Friends"),
    )
