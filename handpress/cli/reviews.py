"""The command that says who checked which words: `approve`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handpress.cli.asking import FINE, date_option, day_of, read, root_option
from handpress.cli.telling import tell_problems
from handpress.problems import HandoutError, errors_in

if TYPE_CHECKING:
    from handpress.materials import Materials
    from handpress.words.catalogue import Catalogue
    from handpress.words.content import Handout, Text

STEPS = ("translated", "revised", "clinically-checked", "community-checked")


@click.command()
@click.option("--handout", required=True, metavar="NAME", help="The handout that was read.")
@click.option(
    "--locale", required=True, metavar="TAG", help="The language; en for English."
)
@click.option("--step", required=True, type=click.Choice(STEPS), help="What was done.")
@click.option("--by", required=True, help="Who did it: a name, or a role.")
@date_option
@root_option
def approve(
    handout: str,
    locale: str,
    step: str,
    by: str,
    date: datetime.datetime | None,
    root: Path | None,
) -> int:
    """Note that a person has checked a handout in a language, word for word.

    The note holds for exactly these words: when one changes, it no longer counts.
    """
    from handpress.words import approval, review
    from handpress.words.digests import word_whole
    from handpress.words.standing import Step

    if not by.strip():
        raise HandoutError("nobody approves it", hint="give a name or a role with --by")
    materials = read(root)
    chosen, catalogue = _chosen(materials, handout, locale)
    if refused := errors_in(materials.problems_in(chosen, catalogue)):
        tell_problems(refused)
        raise HandoutError("nothing was approved", hint="mend what is told above first")
    today = word_whole(chosen, materials.printed, catalogue)
    before = materials.reviews_of(catalogue)
    after = approval.approve(before, today, Step(step), by.strip(), day_of(date))
    review.write_reviews(materials.workspace.locales.path, after)
    count, tag = len(after.reviews[-1].texts), catalogue.locale.tag
    click.echo(f'{handout} in {tag} is "{step}" by {by.strip()}: {count} texts sealed')
    return FINE


def _chosen(
    materials: Materials, handout: str, locale: str
) -> tuple[Handout[Text], Catalogue]:
    from handpress.jobs import choose
    from handpress.words.locale import find_locale

    if not materials.workspace.locales.is_own:
        message = "there is nothing of your own here to approve"
        raise HandoutError(message, hint="run init first, or name a folder with --root")
    handouts = {one.key: one for one in materials.content.handouts}
    catalogues = {one.locale.tag: one for one in materials.catalogues}
    (name,) = choose("handout", (handout,), sorted(handouts))
    (tag,) = choose("locale", (find_locale(locale).tag,), list(catalogues))
    return handouts[name], catalogues[tag]
