"""Words to word pieces, as the encoder was pre-trained on them, and the case that it would not see otherwise.

`crates/model/src/wordpiece.rs` does the same; `export.py` writes the cases that its tests compare.
"""

import unicodedata

# How a word is written. The encoder's pieces are lower case, so each piece is told the look of its word.
SHAPES = ("none", "lower", "title", "upper", "mixed", "number", "other")

CLS, SEP, UNK = "[CLS]", "[SEP]", "[UNK]"

# A longer row of letters is unknown.
LONGEST_WORD = 100
# More pieces of one word tell nothing more.
MOST_PIECES = 12


def shape(word: str) -> int:
    """The number in SHAPES of a word's look."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5 if any(c in "0123456789" for c in word) else 6
    uppers = sum(c.isupper() for c in letters)
    if uppers == 0:
        return 1
    if uppers == len(letters) and len(letters) > 1:
        return 3
    if letters[0].isupper() and uppers == 1:
        return 2
    return 4


def is_punctuation(c: str) -> bool:
    code = ord(c)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(c).startswith("P")


def plain(word: str) -> str:
    """Lower case, without accents."""
    return "".join(
        c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn"
    )


class WordPiece:
    def __init__(self, vocabulary: list[str]):
        self.number = {piece: i for i, piece in enumerate(vocabulary)}
        self.cls, self.sep, self.unk = (self.number[p] for p in (CLS, SEP, UNK))
        self.known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """The numbers of a word's pieces, at least one."""
        known = self.known.get(word)
        if known is None:
            known = [n for part in self.parts(plain(word)) for n in self.greedy(part)] or [self.unk]
            known = known[:MOST_PIECES]
            self.known[word] = known
        return known

    @staticmethod
    def parts(word: str) -> list[str]:
        """The word cut around each punctuation mark."""
        parts: list[str] = []
        open_part = False
        for c in word:
            if is_punctuation(c):
                parts.append(c)
                open_part = False
            elif c.isspace() or unicodedata.category(c).startswith("C"):
                open_part = False
            elif open_part:
                parts[-1] += c
            else:
                parts.append(c)
                open_part = True
        return parts

    def greedy(self, part: str) -> list[int]:
        """The longest known piece first; unknown where no row of pieces spells the part."""
        if len(part) > LONGEST_WORD:
            return [self.unk]
        numbers, start = [], 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = ("##" if start else "") + part[start:end]
                if piece in self.number:
                    break
                end -= 1
            if end == start:
                return [self.unk]
            numbers.append(self.number[piece])
            start = end
        return numbers
