"""Makes the fonts of this folder: python3 subset.py FOLDER-OF-TINOS

Needs fonttools and brotli. Kept are Latin-1, the Vietnamese letters whole and as parts,
and the signs that papers use; hints and the fonts' own names go.
"""

import sys
import unicodedata
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Khong Cho Serif"
FACES = {"Regular": "regular", "Bold": "bold", "Italic": "italic"}
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
SIGNS = "‐‑‒–—‘’“”•…₫′″−×→№ĂăĐđƠơƯư"


def is_vietnamese(letter):
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > 1 and parts[0] in "AEIOUYaeiouy" and all(part in MARKS for part in parts[1:])


letters = {code for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]}
letters |= {code for code in range(0x100, 0x1F00) if is_vietnamese(chr(code))}
letters |= {ord(sign) for sign in SIGNS + MARKS}

for face, name in FACES.items():
    font = TTFont(Path(sys.argv[1]) / f"Tinos-{face}.ttf", recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "ccmp", "locl", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    own = {1: FAMILY, 3: f"{FAMILY} {face}", 4: f"{FAMILY} {face}", 6: f"KhongChoSerif-{face}"}
    for record in list(font["name"].names):
        if record.nameID in own:
            record.string = own[record.nameID]
    font.flavor = "woff2"
    font.save(Path(__file__).parent / f"serif-{name}.woff2")
