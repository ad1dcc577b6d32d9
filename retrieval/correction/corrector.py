"""A question as it was meant: pinyin in characters, misspelt words as the reports spell them."""

from __future__ import annotations

from retrieval.answer import Correction
from retrieval.correction.misspelling import Misspellings
from retrieval.correction.pinyin import homophones, sounding_roughly
from retrieval.correction.pinyin_decoder import PinyinDecoder
from retrieval.correction.vocabulary import Vocabulary


class Corrector:
    """Mends questions by what the reports hold; what they do not hold stays as it was typed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Mend by `vocabulary`; what sounds or looks alike is read when first needed."""
        self._transcriber = PinyinDecoder(vocabulary)
        self._misspellings = Misspellings(vocabulary)

    def prepare(self) -> None:
        """Read now what sounds or looks alike."""
        homophones()
        sounding_roughly("一")

    def mend(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """Return `text` (a folded question) mended, and each word that was changed."""
        corrections = []
        spelled, at = "", 0
        for reading in self._transcriber.readings(text):
            corrections.append(Correction(text[reading.start : reading.stop], reading.meant))
            spelled += text[at : reading.start] + reading.meant
            at = reading.stop
        spelled += text[at:]
        mended, words = self._misspellings.mend(spelled)
        # Characters are replaced one by one, so that a word stands where it stood.
        corrections += [
            Correction(spelled[slice(*w)], mended[slice(*w)]) for w in sorted(set(words))
        ]
        return mended, tuple(corrections)
