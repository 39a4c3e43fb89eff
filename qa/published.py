"""Whether a question asks for what was published in a period, rather than for what happened then. Precision before recall."""

import re

_SAID = re.compile(
    r"(?P<before>.*?)\b(?P<verb>published|posted|printed|written|reported|dated)\s+"
    r"(?:(?:only|first|online|in\s+print)\s+)?(?:on|in|at|during|from|within)?\s*(?:the\s+)?$",
    re.I | re.S,
)
_AUXILIARIES = re.compile(
    r"(?:\b(?:was|were|is|are|been|being|be|has|have|had|not|ever|already|it|they|and|or|published|posted|written|reported)\s+)+$",
    re.I,
)
# What the archive holds, of which any such verb speaks
_NEWS = frozenset(
    """article articles story stories piece pieces news coverage report reports item items text texts passage passages dispatch
    dispatches op-ed op-eds editorial editorials column columns commentary what anything something everything nothing that
    which""".split()
)
# What is published elsewhere, and then reported in the news
_OTHER_WORKS = frozenset(
    """book books novel novels memoir memoirs study studies paper papers research survey surveys poll polls letter letters video
    videos photo photos picture pictures image images footage tweet tweets post posts statement statements data figures
    statistics numbers list lists index ranking rankings ruling rulings opinion opinions law decree song songs album albums
    transcript memo memos document documents findings results report's review reviews diary diaries poem poems map maps
    message messages recording cartoon cartoons he she they who""".split()
)


def asks_for_publication(question: str, start: int) -> bool:
    """Whether the words right before `start`, where a period begins, make it one of publication in the archive's outlets."""
    said = _SAID.match(question[:start])
    if not said:
        return False
    before = _AUXILIARIES.sub("", said.group("before"))
    words = [word.lower() for word in re.findall(r"[\w’'-]+", re.split(r"[.?!]\s", before)[-1])] or ["what"]
    if words[-1] in _NEWS:
        return True
    return said.group("verb").lower() == "published" and _OTHER_WORKS.isdisjoint(words)
