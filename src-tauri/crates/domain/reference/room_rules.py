"""The statistics of the room a second time, independently of the Rust code.

Every rule is written here as docs/statistics.md says it: whole piles of marks are sorted, changed
mark by mark and tallied again, with exact fractions and the medians of `statistics` and `numpy`.
Nothing is counted, bounded or cut short as in the product.

`one_round.py` and `two_rounds.py` draw cases from a fixed seed and print what these rules say:

    python3 -m venv VENV && VENV/bin/pip install numpy
    VENV/bin/python one_round.py > one_round.json
    VENV/bin/python two_rounds.py > two_rounds.json

The tests `reference` and `rules::reference_rounds` of this crate compare all of it with the product.
"""

import statistics
from fractions import Fraction

import numpy

COLUMNS = 6
GATES = (0, 1, 2)
SHORTLIST = 3
SMALLEST_PART = 3
RESTLESS = Fraction(20, 100)


# ---- one cell: a pile of marks, "0" to "3" and "?" ------------------------------------------------


def judged(pile):
    return sorted(int(mark) for mark in pile if mark in "0123")


def median(pile):
    marks = judged(pile)
    if not marks:
        return None
    middle = statistics.median([Fraction(mark) for mark in marks])
    assert float(middle) == float(numpy.median(numpy.array(marks))), marks
    return middle


def dispute(pile):
    marks = judged(pile)
    if not marks:
        return Fraction(0)
    spread = int(numpy.ptp(numpy.array(marks)))
    both_ends = Fraction(1, 2) if 0 in marks and 3 in marks else Fraction(0)
    return Fraction(spread, 3) + both_ends


def homework(pile):
    return len(pile) > 0 and Fraction(pile.count("?"), len(pile)) > Fraction(1, 2)


def agreement(pile):
    marks = judged(pile)
    if not marks or marks[-1] - marks[0] <= 1:
        return True
    if marks[0] == 0 and marks[-1] == 3:
        return False
    return any(Fraction(marks.count(level), len(marks)) > Fraction(2, 3) for level in range(4))


# ---- one candidate: six piles ---------------------------------------------------------------------


def gate(piles, objection):
    verdicts = []
    for column in GATES:
        middle = median(piles[column])
        if middle is None or homework(piles[column]):
            verdicts.append("open")
        else:
            verdicts.append("passed" if middle >= 2 else "barred")
    if "barred" in verdicts:
        return "barred"
    return "open" if "open" in verdicts or objection else "passed"


def line(piles, weights):
    return sum((weight * (median(pile) or 0) for pile, weight in zip(piles, weights)), Fraction(0))


def total(piles, objection, weights):
    return None if gate(piles, objection) == "barred" else line(piles, weights)


# ---- all candidates -------------------------------------------------------------------------------


def talk_limit(people):
    return 3 if people <= 5 else 5


def talk(rows, objections, weights, limit):
    sums = [total(piles, objection, weights) for piles, objection in zip(rows, objections)]
    ranked = sorted((one for one in sums if one is not None), reverse=True)
    last = ranked[min(SHORTLIST, len(ranked)) - 1] if ranked else None
    asleep = [(row, column) for row, piles in enumerate(rows) for column in range(COLUMNS) if homework(piles[column])]
    weighed = []
    for row, piles in enumerate(rows):
        distance = Fraction(0) if last is None else abs((sums[row] or Fraction(0)) - last)
        for column, pile in enumerate(piles):
            if not homework(pile) and not agreement(pile):
                weighed.append((dispute(pile) / (1 + distance), row, column))
    turns = {"first": [], "again": []}
    used = {(row, column in GATES) for row, column in asleep}
    for gates in (True, False):
        of_class = [one for one in weighed if (one[2] in GATES) == gates]
        for _, row, column in sorted(of_class, key=lambda one: (-one[0], one[1], one[2])):
            turns["again" if (row, gates) in used else "first"].append((row, column))
            used.add((row, gates))
    listed = turns["first"] + turns["again"]
    return listed[:limit], listed[limit:], asleep


def map_order(rows, objections, weights, by):
    def place(row):
        piles = rows[row]
        verdict = gate(piles, objections[row])
        largest = max(dispute(pile) for pile in piles)
        medians = [-(Fraction(-1) if median(pile) is None else median(pile)) for pile in piles]
        if by == "dispute":
            first = (["passed", "open", "barred"].index(verdict), -largest)
        else:
            first = (1, -largest) if verdict == "barred" else (0, Fraction(0))
        return (first, -line(piles, weights), medians, row)

    return sorted(range(len(rows)), key=place)


def in_front(sums):
    known = [one for one in sums if one is not None]
    return [row for row, one in enumerate(sums) if known and one == max(known)]


def piles_of(sheets, row_count):
    """sheets[person][row] is a string of six marks, "." for none."""
    return [
        ["".join(sheet[row][column] for sheet in sheets).replace(".", "") for column in range(COLUMNS)]
        for row in range(row_count)
    ]


def robust(rows, sheets, objections, weights):
    """None, "clear" or every small change that takes the lead away. `sheets` is None for hands."""

    def sums_of(rows, weights=weights):
        return [total(piles, objection, weights) for piles, objection in zip(rows, objections)]

    sums = sums_of(rows)
    front = in_front(sums)
    if not front:
        return None
    if len(front) > 1:
        return [["shared", front]]
    leader = front[0]
    reasons = []

    def overtaken(sums):
        """The rivals, if the leader no longer stands alone in front."""
        now = in_front(sums)
        return None if now == [leader] else set(now) - {leader}

    without = []
    if sheets is None:
        if max(len(pile) for piles in rows for pile in piles) > 1:
            without = [worst_for(rows, objections, weights, leader)]
    elif len(sheets) > 1:
        for person in range(len(sheets)):
            fewer = sheets[:person] + sheets[person + 1 :]
            without.append(overtaken(sums_of(piles_of(fewer, len(rows)))))
    lost = [rivals for rivals in without if rivals is not None]
    if lost:
        reasons.append(["person", sorted(set().union(*lost))])

    for row, piles in enumerate(rows):
        for column, pile in enumerate(piles):
            lost = []
            for place, mark in enumerate(pile):
                for step in (-1, 1):
                    if mark == "?" or not 0 <= int(mark) + step <= 3:
                        continue
                    moved = pile[:place] + str(int(mark) + step) + pile[place + 1 :]
                    after = list(sums)
                    after[row] = total(piles[:column] + [moved] + piles[column + 1 :], objections[row], weights)
                    lost.append(overtaken(after))
            lost = [rivals for rivals in lost if rivals is not None]
            if lost:
                reasons.append(["score", row, column, sorted(set().union(*lost))])

    for column in range(COLUMNS):
        for name, factor in (("less", Fraction(3, 4)), ("more", Fraction(5, 4))):
            changed = list(weights)
            changed[column] *= factor
            rivals = overtaken(sums_of(rows, changed))
            if rivals is not None:
                reasons.append(["weight", column, name, sorted(rivals)])
    return reasons or "clear"


def worst_for(rows, objections, weights, leader):
    """Hands: one mark may be missing in every cell at once, in the way that is worst for the leader."""

    def fewer(pile):
        return [pile] + [pile[:place] + pile[place + 1 :] for place in range(len(pile))]

    def barred(pile):
        middle = median(pile)
        return middle is not None and not homework(pile) and middle < 2

    def reach(row, choose):
        piles = rows[row]
        picked = [choose((median(pile) or Fraction(0)) for pile in fewer(pile)) for pile in piles]
        return sum((weight * middle for middle, weight in zip(picked, weights)), Fraction(0))

    falls = any(barred(pile) for column in GATES for pile in fewer(rows[leader][column]))
    low = None if falls else reach(leader, min)
    rivals = set()
    for row in range(len(rows)):
        stays_out = any(all(barred(pile) for pile in fewer(rows[row][column])) for column in GATES)
        if row != leader and not stays_out and (low is None or reach(row, max) >= low):
            rivals.add(row)
    return rivals if falls or rivals else None


def whole(value, parts):
    """A fraction as the whole number of parts that the product keeps."""
    if value is None:
        return None
    assert (value * parts).denominator == 1, value
    return int(value * parts)
