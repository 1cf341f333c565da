"""Makes the fonts under `assets/fonts` from the files of Inter. Does not fetch them, and is not part of the program.

Run it where `fonttools` is installed, with the folder of Inter's static `.otf` files (Debian: package
`fonts-inter`, folder `/usr/share/fonts/opentype/inter`):

    python packaging/fonts/subset.py /usr/share/fonts/opentype/inter assets/fonts

The family is renamed, so that an Inter of another version on the same machine is never mixed with ours.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found]  # not a dependency
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]  # not a dependency

FAMILY = "TrunkTimer Sans"
WEIGHTS = ("Regular", "SemiBold", "Bold")
# `case` lifts the colon of a clock to the middle of the digits.
FEATURES = ["kern", "mark", "ccmp", "locl", "tnum", "case"]
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    *(0x218, 0x219, 0x21A, 0x21B, 0x1E9E),  # Romanian and the German capital sharp s
    *range(0x300, 0x305),  # the commonest accents on their own
    *range(0x2007, 0x200B),  # figure, punctuation and thin spaces
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *(0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044),
    *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x21C4),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713),
]


def subset(source: Path, target: Path, weight: str) -> None:
    """Write the subset of one weight (`source`, an OpenType file) to `target`."""
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14, 16, 17]
    options.name_legacy = False
    options.drop_tables += ["DSIG"]
    # The time of the run must not be in the file: the same input gives the same bytes.
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    rename(font, weight)
    font.save(target)


def rename(font: TTFont, weight: str) -> None:
    """Give the font our family name; weights other than Regular and Bold also need the older pair of names."""
    names = font["name"]
    basic = weight in ("Regular", "Bold")
    texts = {
        1: FAMILY if basic else f"{FAMILY} {weight}",
        2: weight if basic else "Regular",
        4: f"{FAMILY} {weight}",
        6: f"{FAMILY.replace(' ', '')}-{weight}",
        16: FAMILY,
        17: weight,
    }
    for identity, text in texts.items():
        names.setName(text, identity, 3, 1, 0x409)
    table = font["CFF "].cff
    table.fontNames = [texts[6]]
    top = table.topDictIndex[0]
    top.FullName, top.FamilyName = texts[4], FAMILY


def main(source: Path, target: Path) -> None:
    """Write every weight found in the folder `source` to the folder `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        path = target / f"{FAMILY.replace(' ', '')}-{weight}.otf"
        subset(source / f"Inter-{weight}.otf", path, weight)
        print(f"{path}: {path.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: subset.py FOLDER_OF_INTER TARGET_FOLDER")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
