"""The pieces of which forms of saying are made: names by their capitals, verbs of saying, roles and what may stand between."""

from qa.quotations import FILL

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-ŽƏ][\w]*(?:[-’'](?!s\b)\w+)*"
_INITIALS = r"(?:[A-Z]\.){1,4}"
_JOINT = r"(?:of the|of|for the|for|and|de|du|van|von|der|al|bin|in)"
_PARTICLE = r"(?:(?:van|von|bin|de|del|di|da|el|al) (?:der )?)?"
NAME = (
    rf"(?P<name>(?!(?:The|A|An|But|And) ){_PARTICLE}(?:{_INITIALS} ){{0,3}}{_CAPITALISED}"
    rf"(?: (?:{_INITIALS} ){{0,3}}(?:{_JOINT} )?{_CAPITALISED}){{0,7}})"
)
FULL_NAME = rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}"

STRONG = r"(?:said|says|say|told|tells|warned|warns|tweeted|insisted|insists|argued|argues|testified|announced|announces)"
WEAK = (  # these mean something else too
    r"(?:added|adds|noted|notes|stated|states|wrote|writes|reported|reports|declared|declares|claimed|claims"
    r"|explained|explains|acknowledged|acknowledges|confirmed|confirms|denied|denies|predicted|predicts|projected|projects"
    r"|estimated|estimates|conceded|concedes|asserted|asserts|stressed|stresses|recalled|recalls|replied|replies|called|calls"
    r"|described|describes|asked|asks|joked|quipped|continued|reiterated|emphasized|emphasised|recounted|remarked|suggested"
    r"|suggests|pointed out|points out|concluded|urged|urges|thinks|believes|pledged|vowed)"
)
INVERTED = (  # verbs that stand before their subject
    r"(?:said|says|added|adds|wrote|writes|warned|warns|explained|explains|noted|notes|tweeted|argued|argues|reports|reported|recalled"
    r"|recalls|insisted|insists|joked|quipped|continued|stated|claimed|acknowledged|replied|concluded|predicted|declared)"
)
VERBS = rf"(?:{STRONG}|{WEAK})"
AUXILIARY = r"(?:(?:has|had|have|also|then|later|now|once|repeatedly|recently|previously|(?!only|family)[a-z]{3,}ly) ){0,3}"

ROLE = r"(?:(?:the|a|an|its|his|her|their) )?(?:[A-Z]\w+’s )?(?:[a-z][\w’'-]*,? ){0,5}"
APPOSITIVE = rf"(?:, (?:[a-z\d]|The )[^,;:{FILL}]{{1,90}}(?:, (?:[a-z\d])[^,;:{FILL}]{{1,90}})?,)"
_DAY = r" [A-Z]\w+day\b"
VERB_ENDS = (  # what follows a verb of saying that closes its clause
    rf"(?=[,.;:)]|$| ?{FILL}|{_DAY}| (?:on|in|at|during|to|after|before|when|while|by|via|from|of|about|ahead|this|last|that|as"
    r"|told)\b)"
)
NAME_ENDS = (  # what follows a name that stands behind its verb
    rf"(?=[,;:)]|\.?$| ?{FILL}| [–—-] |{_DAY}|,? (?:of|in|at|on|to|during|for|from|after|before|who|when|while|following|via|with"
    r"|as|about|last|this)\b)"
)

PREPOSITIONS = frozenset(
    """in at of from by to with on for near against between among than into over under through about told asked if whether via
    like around across per behind without within outside inside before after until since or not including versus""".split()
)
ARTICLES = frozenset("the The a an its his her their our this that".split())
NO_NAMES = frozenset(  # words with a capital that are nobody's name
    """He She It They We I You The A An In But And Or So If When While What Who How Why Where Which That This These Those There
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Mr Mrs Ms Dr Some Many Most Others Another One Two Three Both All None Nobody Everyone
    Someone Still Yet Also Then Now Here After Before Earlier Later However Meanwhile As At On By For From With""".split()
)
RECORDS = ("data", "figures", "statistics", "records", "information", "estimates")
