"""Draws two rounds in a row, with reasons, latecomers and people who leave, and prints what moved."""

import json
import random
from fractions import Fraction

from one_round import MOODS, SEED
from room_rules import COLUMNS, median, judged, talk, talk_limit, whole

WORKSHOPS = 120
ROWS = 4
SMALLEST_PART = 3
SMALLEST_RANGE = 4
RESTLESS = Fraction(20, 100)
DISCIPLINES = ("product", "sales", "data")
REASONS = ("", "", "It did last year.", "A customer said so.")


def mark(chance, mood):
    return chance.choice(MOODS[mood])


def moved(chance, before, mood):
    return before if chance.random() < 0.6 else mark(chance, mood)


def workshop(number):
    chance = random.Random(f"{SEED} two rounds {number}")
    people = chance.choice([1, 2, 3, 3, 4, 5, 6, 7, 9, 12, 16])
    mood = chance.choice(list(MOODS))
    parts = chance.choice([1, 2, 3])
    persons = [{"discipline": DISCIPLINES[chance.randrange(parts)]} for _ in range(people)]
    tables = chance.choice([0, 1, 2, 3])
    stray = chance.choice([0, 0, 0.2])
    for person in persons:
        person["table"] = None if tables == 0 or chance.random() < stray else chance.randint(1, tables)
    every = [(row, column) for row in range(ROWS) for column in range(COLUMNS)]

    # Round 1: everybody but a latecomer; at least one person is there.
    for place, person in enumerate(persons):
        late = place > 0 and chance.random() < 0.1
        person["first"] = None if late else {cell: (mark(chance, mood), chance.choice(REASONS)) for cell in every}
    first = [person["first"] for person in persons if person["first"]]
    rows = [["".join(one[row, column][0] for one in first) for column in range(COLUMNS)] for row in range(ROWS)]
    items, _, _ = talk(rows, [False] * ROWS, [Fraction(1)] * COLUMNS, talk_limit(len(first)))
    all_again = not items or chance.random() < 0.2
    asked = every if all_again else sorted(items)

    # Round 2: some have left; their ballots count as they are.
    for place, person in enumerate(persons):
        gone = place > 0 and person["first"] is not None and chance.random() < 0.15
        person["second"] = None
        if not gone:
            person["second"] = {}
            for cell in asked:
                before, reason = person["first"][cell] if person["first"] else (mark(chance, mood), "")
                why = reason if chance.random() < 0.4 else chance.choice(REASONS)
                person["second"][cell] = (moved(chance, before, mood), why)
    movements = movement(persons, asked)
    whole_ballots = [{**(person["first"] or {}), **(person["second"] or {})} for person in persons]
    last = [(person["discipline"], one) for person, one in zip(persons, whole_ballots)]
    paired, changed = (sum(one[place] for one in movements) for place in (2, 3))
    return {
        "number": number,
        "people": [
            {
                "discipline": person["discipline"],
                "table": person["table"],
                "first": written(person["first"], every),
                "second": written(person["second"], asked),
            }
            for person in persons
        ],
        "allAgain": all_again,
        "asked": asked,
        "movements": movements,
        "restless": None if paired == 0 else Fraction(changed, paired) > RESTLESS,
        "splits": [
            [row, column, *part]
            for row, column in every
            for part in split([(of, ballot[row, column][0]) for of, ballot in last if (row, column) in ballot])
        ],
        "tables": table_splits(1, every, [(person["table"], person["first"] or {}) for person in persons])
        + table_splits(2, asked, [(person["table"], one) for person, one in zip(persons, whole_ballots)]),
        "medians": [
            [
                whole(median([one[row, column][0] for _, one in last if (row, column) in one]), 2)
                for column in range(COLUMNS)
            ]
            for row in range(ROWS)
        ],
    }


def written(ballot, cells):
    """Marks in one string, and the reasons beside them."""
    if ballot is None:
        return None
    return ["".join(ballot[cell][0] for cell in cells), "".join(str(REASONS.index(ballot[cell][1])) for cell in cells)]


def movement(persons, asked):
    """Row, column, paired, changed, steps and changes without a new reason, from three pairs on."""
    found = []
    for cell in asked:
        pairs = [
            (*person["first"][cell], *person["second"][cell])
            for person in persons
            if person["first"] and person["second"]
        ]
        changes = [one for one in pairs if one[0] != one[2]]
        steps = sum(abs(int(before) - int(after)) for before, _, after, _ in changes if "?" not in (before, after))
        drift = sum(why in ("", earlier) for _, earlier, _, why in changes)
        if len(pairs) >= SMALLEST_PART:
            found.append([*cell, len(pairs), len(changes), steps, drift])
    return found


def table_splits(number, cells, ballots):
    """Round, row, column, table, median, ballots and both ends; who sits at no table is one more part."""
    found = []
    for row, column in cells:
        marks = [(table or 0, ballot[row, column][0]) for table, ballot in ballots if (row, column) in ballot]
        both = ends(marks)
        parts = [[*part, *both.get(part[0], [None, None])] for part in split(marks) if part[0] != 0]
        if len(parts) > 1:
            found += [[number, row, column, *part] for part in parts]
    return found


def ends(marks):
    """Lowest and highest mark of each part; none at all if a part is small, or agrees in itself."""
    parts = {}
    for part, level in marks:
        parts.setdefault(part, []).append(level)
    piles = {part: judged(pile) for part, pile in parts.items()}
    if any(len(pile) < SMALLEST_RANGE or pile[0] == pile[-1] for pile in piles.values()):
        return {}
    return {part: [pile[0], pile[-1]] for part, pile in piles.items()}


def split(marks):
    """Part, median and ballots; nothing at all if a part has fewer than three marks from 0 to 3."""
    parts = {}
    for part, level in marks:
        parts.setdefault(part, []).append(level)
    if any(len(judged(pile)) < SMALLEST_PART for pile in parts.values()):
        return []
    return [[part, whole(median(pile), 2), len(pile)] for part, pile in sorted(parts.items())]


if __name__ == "__main__":
    print("[" + ",\n".join(json.dumps(workshop(number), separators=(",", ":")) for number in range(WORKSHOPS)) + "]")
