"""What is page furniture in plain text, by numbered rules.

Furniture is what a page carries beside the article: menus, share lines, counters, clocks, copyright lines. The rules
look at one line alone and never cut inside a line; what only a whole page can tell (the menu before the article, the
links after it) is the reader's to decide, by position.

1. empty words: what a template prints where it has nothing ("None", "null", "loading")
2. controls: search boxes, print and copy buttons, font sizes, themes, language switches; a bare address
3. sharing: share, follow, like, recommend, subscribe, newsletter lines; the bare names of networks and shops; where to buy
4. counters: views, comments, reading times (in the languages of the news)
5. clocks and weather: "Last update: ...", temperatures
6. rights: copyright and reuse notices
7. pointers: "Read more", "Related", "Advertisement", cookie notices
8. feed footers: "The post ... appeared first on ..."
9. credits of pictures, which the archive does not hold: "..., October 1, 2023 / Agency", "Photo: ..."
10. credits of people beside the author: "Additional reporting by ...", "Translation: ..."
"""

import re

from corpus.dates import find_date
from corpus.text import caseless

MAX_LINE = 160  # characters; a longer line is no furniture
MAX_CAPTION = 300  # characters
PROSE_WORDS = 8  # a line of so many words that ends with a full stop reads as prose, not as a button

_NETWORKS = (
    "facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|pinterest|reddit|tiktok|viber|vkontakte|vk|ok|email|e-mail|rss"
    "|messenger|flipboard|threads|bluesky|mastodon|apple store|app store|play market|google play"
)
_PICTURE = "photo|photograph|image|picture|foto|bild|bilder|crédit photo|imagen|imagem|fotoğraf|фото|zdjęcie|fot\\.|写真|사진"
_ROLES = (
    "redaktion|schlussredaktion|übersetzung|faktencheck|bildredaktion|styling|hair|haare|make-?up|produktion|casting"
    r"|production|(\w+ ){0,3}director|editing|edited by|editor|translation|translated by|illustrations?|traduction|traducción"
    r"|fact-?check(ing)?"
)
_RULES: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (number, re.compile(pattern))
    for number, pattern in (
        (1, r"^(none|null|undefined|nan|loading\W*|(image|video|photo|untitled):?)$"),
        (2, r"^(search\W*|what are you looking for\W*|menu|close|open|home|log ?in|sign ?(in|up)|print|copy link|link copied"
            r"|night_theme|a[+-]|[a-z]{2,3}|skip to (main )?content|toggle navigation|back to top|previous|next"
            r"|listen( to (this )?article)?)$"),
        (2, r"^(ссылка скопирована|(kopiere (den )?(aktuellen )?link|link kopieren|copier le lien|copiar enlace|kopier lenke)"
            r"|view|send|anhören|merken|vorlesen|drucken|helskärm|écouter|imprimer|escuchar|imprimir|show more"
            r"|mehr anzeigen|afficher plus|(please )?try again( later)?\W*|(https?://|pic\.twitter\.com/)\S+)$"),
        (3, rf"^({_NETWORKS})$"),
        (3, r"^(share(-line)?|tweet|like|save|bookmark)( (this|it|on|with|via|article|story|page|link)\b.{0,60})?$"),
        (3, r"\b(share (it|this)|liked the story|on social media|follow us|be the first to (recommend|comment|like)"
            r"|recommend (it|this) (to|among)|subscribe (to|now)|sign up (for|to)|join our|newsletter)\b.{0,80}$"),
        (4, r"^(views?|reads?|visits|hits|comments?|shares?)\s*[:(]?\s*[\d.,]+\s*[km]?\)?$"),
        (4, r"^[\d.,]+\s*(views?|reads?|comments?|shares?)$"),
        (4, r"^\d+\s*min(ute)?s?( read)?$"),
        (4, r"^(reading time|lesedauer|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura"
            r"|leestijd|lesetid|lästid|læsetid|czas czytania|время чтения|okuma süresi)\b.{0,30}$"),
        (4, r"^(\[\d+/\d+\]|\d{1,2}:\d{2} ?min\.?)$"),
        (5, r"^(\d{1,2}:\d{2} uhr|\d+ (minutes?|mins?|hours?|days?) ago|vor \d+ (minuten?|stunden?|tag(en)?)"
            r"|il y a \d+ (minutes?|heures?))$"),
        (5, r"^(last|page) updated?\b.{0,60}$"),
        (5, r"^.{0,40}°\s*[cf]?\s*$"),
        (6, r"(purchase licensing rights|©|\(c\)\s*(19|20)\d\d|\bcopyright\b|\ball rights reserved\b)"),
        (6, r"\b(any )?(use|reproduction|reprinting|copying) of (the |our |these |site )?"
            r"(materials?|content|articles?)\b.{0,120}$"),
        (7, r"^(read (more|also|next|on)|related( (news|articles|stories|topics))?|see also|more (on|from) .{0,60}"
            r"|most (read|popular)|latest news|advertisement|ads?|sponsored|tags?)\s*(:.*)?$"),
        (7, r"\b(we use cookies|accept (all )?cookies|cookie (policy|settings))\b"),
        (8, r"^the post .+ appeared first on .+$"),
        (9, rf"^\(?({_PICTURE}|credit|source|quelle|fuente|bron|kilde|källa)s?( credit| by)?\s*:\s*.{{1,120}}$"),
        (3, r"^(thank(s| you) for (signing up|subscribing)|(jetzt |hier )?kostenlos (anmelden|registrieren|testen|lesen))\W*$"),
        (3, r"^.{0,60}\s\S+@[\w-]+\.[\w.]+$"),
        (9, r".[（(][^（()）。]{1,20}(撮影|提供|攝|摄)[）)]$"),
        (10, r"^[-–—\s]*((with )?(additional )?(reporting|writing|editing) by .{1,140}"
             rf"|({_ROLES})( assistant)?\s*:\s*[^.!?]{{2,120}})$"),
        (9, r"^(\(?(ap|afp|epa|reuters|dpa|apa|ansa|efe|belga|ntb|ritzau)( (photo|foto))?\s*/.{2,60}|screenshots?\b.{0,40})$"),
        (9, rf"^([—–-] ?({_PICTURE}) (by|von|par|de|af|av) .{{2,60}}|(mandatory credit|no resales|no archives)\W*)$"),
        (9, r"^(getty images|imago|picture alliance|shutterstock|istock|unsplash|pexels|epa|keystone)\)?(\s*/.{0,60})?$"),
    )
)  # fmt: skip
_RULES_OF_LONG_LINES = tuple(rule for rule in _RULES if rule[0] == 8)
_RULES_OF_PROSE = tuple(rule for rule in _RULES if rule[0] in (1, 2, 4, 5, 8))
# Most lines fall under no rule. Two searches tell so: for the rules of whole lines, and for a word of those of parts of a line.
_WHOLE_LINE = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _RULES if pattern.pattern.startswith("^")))
_WORD_OF_PART = re.compile(
    r"share |liked |on social|follow us|be the first|recommend|subscribe|sign up|join our|newsletter|©|\(c\)|copyright|all rights"
    r"|use of|reproduction of|reprinting of|copying of|cookie|purchase licensing|撮影|提供|攝|摄"
)
_SHOP = re.compile(r"(?:[$€£][\d.,]+ )?(?i:at) [A-Z][\w&'’. -]{1,30}(?: \([^)]{3,25}\))?$")  # a capital tells it from "at home"
_CAPTION = re.compile(rf"[\s(]({_PICTURE})s?( credit| by)?\s*:\s*[^.:]{{2,60}}$")
_PHOTOGRAPHER = re.compile(rf"\(?({_PICTURE})s?( credit| by)?\s*:\s*\S")
_CREDIT = re.compile(r"\s/\s[^\W\d_][^/]{1,58}(?<![.!?])$")
_CALL = re.compile(
    r"(please )?(subscribe|sign up|follow us|join our|read more|share this|click|download|support us|we use cookies)\b|.*©"
)


def furniture_rule(line: str) -> int | None:
    """The number of the first rule under which a line is furniture, or None where it is none."""
    text = line.strip()
    return rule_of_words(caseless(text), text)


def rule_of_words(words: str, text: str) -> int | None:
    """The same of a line without white space around it: `words` is `text` as `corpus.text.caseless` gives it."""
    if not words:
        return None
    for number, pattern in _rules_to_try(words):
        if pattern.search(words):
            return number
    if _SHOP.match(text) and not _reads_as_prose(text):
        return 3
    return 9 if _is_picture_credit(words) else None


def names_a_photographer(words: str) -> bool:
    """Whether a line, as `corpus.text.caseless` gives it, says whose a picture is: the line above it is the caption."""
    return _PHOTOGRAPHER.match(words) is not None


def _rules_to_try(text: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Only short lines are furniture, except what names itself: a sentence may speak of newsletters or copyright.

    A line that opens with a call to the reader ("Subscribe to ...") or has the sign of copyright is furniture even where it
    closes like a sentence.
    """
    if len(text) > MAX_LINE:
        return _RULES_OF_LONG_LINES
    if _reads_as_prose(text) and not _CALL.match(text):
        return _RULES_OF_PROSE if _WHOLE_LINE.match(text) else ()
    return _RULES if _WHOLE_LINE.match(text) or _WORD_OF_PART.search(text) else ()


def _reads_as_prose(text: str) -> bool:
    if text[-1] not in '.!?”"':
        return False
    n_words = len(text.split())
    return n_words > 14 or (n_words >= PROSE_WORDS and text[-1] in '.”"')


def _is_picture_credit(text: str) -> bool:
    """A caption: it ends in "Photo: Name", or in " / Agency", and what stands before that has a date or no closing mark."""
    if ":" in text and len(text) <= MAX_CAPTION and _CAPTION.search(text):
        return True
    match = _CREDIT.search(text) if "/" in text else None
    if not match:
        return False
    before = text[: match.start()].rstrip()
    return find_date(before, "dateline") is not None or before[-1] not in '.!?”"'
