"""Generate company files for the benchmarks, as varied as real ones. They must never get into the dataset.

    python bench/companies.py FOLDER 100000 [--seed 1]

The same number and seed give the same files. Names have one to three words, many of which are shared by several
companies; some have a Cyrillic alias. The distribution of countries, zones, holidays, routes, menus and topics is
that of the shipped dataset, but more contacts have hours. Most hours are a few common texts; some are unique.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import Any

SYLLABLES = "ba ber bo ca cen cor da del do el fa fen fi ga glo ha hel in ka kin la len li lo ma mer mi mo na nor o "
SYLLABLES += "pa pel per po qua ra ri ro sa sel si so ta tel ten ti to tra u va ver vi wa wes xa ya yo za zen"
KINDS = "Bank Telecom Insurance Airlines Energy Hotels Media Mobile Parcel Stores Software Health".split()  # noqa: SIM905
CATEGORIES = "bank telecom insurance airline energy travel media telecom delivery retail software health".split()  # noqa: SIM905
TOPICS = ("billing", "technical", "sales", "orders", "complaint", "lost-card", "claims", "outage")
# country: zones, regions of public holidays, phone number (each # becomes a random digit)
COUNTRIES = {
    "US": (("America/New_York", "America/Chicago", "America/Los_Angeles"), ("US", "US-CA"), "+1 212 555 ####"),
    "GB": (("Europe/London",), ("GB-ENG", "GB-SCT"), "+44 20 7946 0###"),
    "DE": (("Europe/Berlin",), ("DE", "DE-BY"), "+49 30 2312 5###"),
    "RU": (("Europe/Moscow", "Asia/Yekaterinburg"), ("RU",), "+7 495 123 4###"),
    "AU": (("Australia/Sydney", "Australia/Perth"), ("AU", "AU-NSW"), "+61 2 5550 ####"),
    "IN": (("Asia/Kolkata",), ("IN",), "+91 22 6180 ####"),
    "JP": (("Asia/Tokyo",), ("JP",), "+81 3 4567 ####"),
    "BR": (("America/Sao_Paulo",), ("BR",), "+55 11 4002 ####"),
}
COMMON = (
    "Mo-Fr 09:00-17:00",
    "Mo-Fr 08:00-18:00; PH off",
    "Mo-Fr 09:00-18:00; Sa 10:00-16:00; PH off",
    "24/7",
    "Mo-Su 08:00-22:00",
    "Mo-Sa 07:00-23:00; PH 09:00-17:00",
    "Mo-Fr 18:00-09:00; Sa-Su,PH 00:00-33:00",
)
CYRILLIC = str.maketrans(dict(zip("abcdefghiklmnopqrstuvwxyz", "абкдефгхиклмнопкрстуввксз", strict=True)))


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write `count` company files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        slug, text = company(number, random.Random(f"{seed}/{number}"))
        (folder / f"{slug}.yaml").write_text(text, encoding="utf-8")


def company(number: int, dice: random.Random) -> tuple[str, str]:
    """Return the slug and the file of the company with that number."""
    kind = dice.randrange(len(KINDS))
    words = ["".join(dice.choices(SYLLABLES.split(), k=dice.randint(2, 4))).capitalize()]
    if dice.random() < 0.6:
        words.append(KINDS[kind])
    if dice.random() < 0.15:
        words.append("".join(dice.choices(SYLLABLES.split(), k=2)).capitalize())
    name = " ".join(words)
    slug = f"{'-'.join(words).lower()}-{number}"
    country = dice.choices(list(COUNTRIES), weights=(40, 20, 10, 12, 6, 6, 3, 3))[0]
    timezones, regions, numbers = COUNTRIES[country]
    lines = [f"name: {name} {number}", f"domains: [{words[0].lower()}{number}.example]"]
    if country == "RU" or dice.random() < 0.1:
        lines.append(f'aliases: ["{name.lower().translate(CYRILLIC).capitalize()} {number}"]')
    lines += [f"categories: [{CATEGORIES[kind]}]", f"serves: [{country}]", f"timezone: {dice.choice(timezones)}"]
    if dice.random() < 0.5:
        lines.append(f"holidays: {dice.choice(regions)}")
    lines += [
        "sources:",
        f'  site: {{kind: official, url: "https://www.{words[0].lower()}{number}.example/contact", '
        f'date: "20{dice.randint(18, 26)}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}"}}',
        "  tips: {kind: press, title: A list of menu tips}",
        "phones:",
    ]
    for line_number in range(dice.choices((1, 2, 3, 5), weights=(50, 25, 15, 10))[0]):
        lines += _phone(line_number, numbers, dice)
    if dice.random() < 0.6:
        lines += ["channels:", "  - id: chat", "    kind: chat", f"    url: https://chat.{words[0].lower()}.example/"]
        lines += ["    hours: 24/7", "    sources: [site]"]
        if dice.random() < 0.5:
            lines += ["  - id: mail", "    kind: email", f"    address: help@{words[0].lower()}{number}.example"]
            lines += ["    answers_within: 2 business days", "    sources: [site]"]
    return slug, "\n".join(lines) + "\n"


def _phone(line_number: int, numbers: str, dice: random.Random) -> list[str]:
    digits = "".join(str(dice.randint(0, 9)) if letter == "#" else letter for letter in numbers)
    lines = [f"  - id: line-{line_number}", f"    label: {f'Line {line_number}' if line_number else 'Support'}"]
    if line_number:
        lines.append(f"    topics: [{dice.choice(TOPICS)}]")
    lines.append(f'    number: "{digits}"')
    chance = dice.random()
    if chance < 0.6:
        lines.append(f"    hours: {dice.choice(COMMON)}")
    elif chance < 0.75:
        start, end = dice.randint(0, 47) * 15, dice.randint(56, 95) * 15
        lines.append(f"    hours: Mo-Fr {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}; PH off")
    if dice.random() < 0.25:
        lines += ["    shortcuts:", "      - reaches: person", "        steps:"]
        for _ in range(dice.randint(1, 3)):
            lines.append(f'          - press: "{dice.choice("0123456789*#")}"')
        lines += ["          - hold: until a person answers", "        sources: [tips]"]
    if dice.random() < 0.1:
        lines += ["    menu:", "      options:", '        "1": {label: Billing, topics: [billing]}']
        lines += ['        "0": {label: An adviser, reaches: person}', "    cite: {menu: [tips]}"]
    return [*lines, "    sources: [site]"]


def main() -> int:
    """Write the files and return 0."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("count", type=int)
    options.add_argument("--seed", type=int, default=1)
    given: Any = options.parse_args()
    write(given.folder, given.count, given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
