"""Draws single rounds, by ballot and by hand, and prints what room_rules.py says about each."""

import json
import random
from fractions import Fraction

from room_rules import COLUMNS, agreement, dispute, gate, homework, judged, map_order, median, piles_of, robust
from room_rules import talk, talk_limit, total, whole

SEED = 20260504
ROUNDS = 280

MOODS = {
    "anything": "0123?",
    "content": "22233333221?",
    "torn": "003331122?",
    "unsure": "23???",
    "plain": "23",
    "high": "33333332",
    "clear": "33333333333333333332",
    "fair": "22222222222222222223",
}


def draw_sheet(chance, moods, gaps):
    def mark(mood):
        return "." if chance.random() < gaps else chance.choice(MOODS[mood])

    return ["".join(mark(mood) for mood in row) for row in moods]


def draw_round(number):
    chance = random.Random(f"{SEED} one round {number}")
    row_count = chance.choice([1, 2, 2, 3, 3, 4, 5, 6, 8])
    people = chance.choice([1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 12, 17, 30])
    if number % 2 == 0:
        moods = [[chance.choice(list(MOODS))] * COLUMNS] * row_count
    else:
        # The room thinks something else of every cell, so that a lead hangs on weights as well.
        moods = [
            [chance.choice(["high", "content", "plain", "clear", "fair"]) for _ in range(COLUMNS)]
            for _ in range(row_count)
        ]
    gaps = chance.choice([0, 0, 0, 0.1])
    sheets = [draw_sheet(chance, moods, gaps) for _ in range(people)]
    if chance.random() < 0.3 and row_count > 1:
        # Twins: a tie that only the later rules of an order can break.
        for sheet in sheets:
            sheet[row_count - 1] = sheet[0]
    objections = [chance.random() < 0.15 for _ in range(row_count)]
    quarters = [4] * COLUMNS if chance.random() < 0.6 else [chance.randint(0, 12) for _ in range(COLUMNS)]
    by_hand = number % 7 in (3, 6)
    return row_count, sheets, objections, quarters, by_hand


def cells_of(rows):
    def cell(pile):
        marks = judged(pile)
        low, high = (marks[0], marks[-1]) if marks else (None, None)
        return [whole(median(pile), 2), low, high, whole(dispute(pile), 6), int(homework(pile)), int(agreement(pile))]

    return [[cell(pile) for pile in piles] for piles in rows]


def one_round(number):
    row_count, sheets, objections, quarters, by_hand = draw_round(number)
    rows = piles_of(sheets, row_count)
    weights = [Fraction(one, 4) for one in quarters]
    people = max(len(pile) for piles in rows for pile in piles) if by_hand else len(sheets)
    items, waiting, asleep = talk(rows, objections, weights, talk_limit(people))
    return {
        "number": number,
        "byHand": by_hand,
        "people": people,
        "sheets": sheets,
        "objections": objections,
        "quarters": quarters,
        "cells": cells_of(rows),
        "gates": [gate(piles, objection) for piles, objection in zip(rows, objections)],
        "sums": [whole(total(piles, objection, weights), 8) for piles, objection in zip(rows, objections)],
        "talk": items,
        "waiting": waiting,
        "homework": asleep,
        "byDispute": map_order(rows, objections, weights, "dispute"),
        "bySum": map_order(rows, objections, weights, "sum"),
        "robust": robust(rows, None if by_hand else sheets, objections, weights),
    }


if __name__ == "__main__":
    print("[" + ",\n".join(json.dumps(one_round(number), separators=(",", ":")) for number in range(ROUNDS)) + "]")
