"""The conservation laws of dossiers (docs/reference/laws.md). They only read; none repairs."""

from haicap.dossiers.checks import (
    chain,
    clock,
    drilldown,
    fold,
    identity,
    numbers,
    results,
    roots,
    signers,
    tally,
    tenancy,
    text,
)
from haicap.platform.checks import Law

LAWS: tuple[Law, ...] = (
    Law(
        "I-C1",
        "Per unit and month: carried over + received + transferred in = settled + ended + transferred out + open.",
        identity.figures_add_up,
    ),
    Law(
        "I-C2",
        "A dossier has one owner at every instant; transfers are pairs of out and in.",
        fold.transfers_pair,
    ),
    Law("I-C3", "The row of a dossier is the fold of its journal, entry by entry.", fold.row_is_fold),
    Law(
        "I-C4",
        "The tally of every unit, day and kind of dossier is what its journal entries come to.",
        tally.tallied,
    ),
    Law("I-N1", "The numbers of an agency and day are 1 to n, each held by one dossier.", numbers.dense),
    Law(
        "I-D1",
        "Consumed and remaining time make up the limit; stops lie inside the life and do not overlap.",
        clock.time_adds_up,
        fast=False,
    ),
    Law(
        "I-D2",
        "Every counted due moment follows from events and calendar by the rule.",
        clock.due_follows,
        fast=False,
    ),
    Law(
        "I-T1",
        "A class is what due moment and settlement say; only open dossiers can be overdue now.",
        clock.classes,
    ),
    Law(
        "I-T2", "The times of a journal never run backwards, nor ahead of its recording.", clock.order_of_time
    ),
    Law("I-A1", "Every unit's journal chain is unbroken up to its head.", chain.unbroken),
    Law(
        "I-A3",
        "Every day since the first entry has one root, each over the one before; the journal holds what they name.",
        roots.genuine,
    ),
    Law("I-F2", "A result is the file that its journal entry names by hash.", results.as_signed),
    Law(
        "I-R2",
        "Every number of the month equals the rows of the list it opens (the province and ten units a night).",
        drilldown.opens_its_rows,
        fast=False,
    ),
    Law("I-S1", "Whoever acted on a dossier held the post on the day of the act.", signers.held_the_post),
    Law("I-Z1", "No row refers to another province; the fences of every tenant table stand.", tenancy.fenced),
    Law(
        "I-Y1", "Text is NFC without control characters; the search key is the folded text.", text.normalised
    ),
)
