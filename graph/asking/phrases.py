"""How questions are put: which turns of phrase tell what is asked for."""

import re

_HOW = "how (does|do|can|could|would|did|is|are)"
#: The kinds of question, each with what tells it, in the order in which they are tried.
_KINDS = {
    "citation": (
        r"pages?|references?|cit(e|es|ed|ing|ations?)|apa|bibliography|publi\w+|journal|years?",
        r"sources? (for|does|do|is|are)|(which|what) sources?|support(s|ed)? (this|that|the)",
    ),
    "who-which-work": (
        r"^(\w+ )?who|and who|whom|who else|by whom"
        r"|who (is|was|are|were|said|says|wrote|writes|coined|came|introduced|invented|first)"
        r"|who (talk|spoke|goes|thought|stress|emphasi|describ|think|show|use|feel|need|ha[sd])\w*",
        r"whose (book|paper|work|idea|term|theory|concept|phrase|notion)",
        r"(which|what|whats) (\w+ )?(authors?|theorists?|writers?|books?|papers?|works?)",
        r"(which|what|whats) (\w+ )?(researchers?|psycho\w+ists?|analysts?|thinkers?|scholars?)",
        r"(which|what) (\w+ )?(people|persons)",
        r"that (paper|book)|the (paper|book) (on|about|where)",
    ),
    "comparison": (
        r"difference|differ\w*|compar\w+|versus|contrast\w*|distin\w+|similar\w*|alike",
        r"same|opposed|unlike|opposite",
    ),
    "chain": (
        r"why|what (happens?|follows|results?|if)|how come|lead(s|ing)? to|because|reasons?",
        r"consequences?|outcomes?|results?|end up|steps?|chain|eventually",
        r"trace|path|route|sequence",
        r"(get|go|lead|leads|move|moves|come|comes) from .* to",
        r"how (is|are|can) .*(achieved|attained|acquired|formed|created)",
        rf"{_HOW} .*(help|lead|cause|result|make|allow)(s|d|ed|ing)?",
        rf"{_HOW} .*(enable|turn|become|develop|affect)(s|d|ed|ing)?",
        rf"{_HOW} .*(heal|come about|work)(s|ed|ing)?",
    ),
    "list": (
        r"list|names?|signs?|symptoms?|types|kinds|parts|components|elements|examples?|ways",
        r"things|ingredients|(what|which) (\w+ )?(\w+s) (are|do|does|can|is|should)|all the",
    ),
    "definition": (
        r"mean|means|meaning|defin\w+",
        r"(?<![a-z] )(what (is|are|does|do|did|s))",
    ),
}
KIND_OF = {kind: re.compile(rf"\b({'|'.join(patterns)})\b") for kind, patterns in _KINDS.items()}

#: Turns of phrase that say nothing of what is asked, each with what stays of it.
ASKING = (
    (re.compile(r"\b(the|this) (author|article|text|writer)\b"), ""),
    (
        re.compile(r"\b(in|the) ((clos|open)ing |last |final |first )?(paragraph|section)s?\b"),
        "",
    ),
    (re.compile(r"\b(complete|full) (?=(references?|citations?|titles?|details)\b)"), ""),
    (re.compile(r"\bby (what|which) means\b"), "how"),
    (re.compile(r"\b(together|along|jointly) with\b"), "with"),
    (re.compile(r"\bpublishers?,? (and|or) (the )?(city|place|town)\b"), "publisher"),
    (re.compile(r"\bin (what|which|many|some|this|that) (respect|regard|sense)s?\b"), "how"),
    (re.compile(r"(\bhow (is|are|does|do)\b.*) (connect|relate|link|tie)(ed|d|s)?\b"), r"\1"),
)

#: Asks for a year of publication; and for a place, which is known of works only.
YEAR = re.compile(
    r"\bwhen (did|was|were)\b.*\b(write|written|publish\w*|book|paper|say|describe)\b"
)
WHERE = re.compile(r"where (did|does|was|is|do)\b(?!.*\b(publish|appear|print|cit))")
#: Asks for what something is directed at.
OF_OBJECTS = re.compile(r"^(to|at|on|about) what\b|\b(attuned|directed) (to|at what)$")
#: Asks for all that somebody attends to.
ATTENDS = re.compile(
    r"\b(attun\w+|tun\w+|aware|awareness|attend\w*|focus\w*)( in)?( \w+)? (to|of|on)\b"
)
#: Asks for a work, whose title may then be spoken of.
OF_WORKS = re.compile(r"\b(books?|papers?|titles?|volumes?|vol|works?|publications?)\b")
#: Asks for somebody who says, and so for a citation.
OF_AUTHORS = re.compile(
    r"\b(authors?|theorists?|writers?|researchers?|analysts?|psycho\w+ists?|thinkers?|scholars?"
    r"|wrote|written|coined?|cite[sd]?|said|says?|terms?|termed|describe[sd]?|emphasi\w+"
    r"|stress(es|ed)?|books?|papers?|works?|sources?|references?|introduced?|invent(s|ed)?|came up"
    r"|credit(s|ed)?|citations?|idea|concept|theory|literature|supports?|backs?)\b"
)

#: Asks what the words of a title mean.
EXPLAINS = re.compile(r"\b(explain(s|ed)?|mean(s|t)?)\b")
#: What no claim could answer: amounts, times, effectiveness, what is allowed.
OUTSIDE = re.compile(
    r"\b(how (long|often|old|much|frequently|big|fast|quickly|effective|successful|reliable|valid)"
    r"|what (ages?|percent\w*|time|proportion)|how well|when (did|was|were)"
    r"|at what (age|time|point|stage)"
    r"|most (important|significant|common|useful|popular|often|likely)"
    r"|better (than|for)|best (for|way|treatment|method|approach|practice)"
    r"|work(s|ing)? (better|best|faster)|(more|most|least) effective|proven|proved?"
    r"|measur(e|es|ed|ing)|evidence based|evidence (for|that)"
    r"|case (examples?|materials?|stud(y|ies)|histor(y|ies)|reports?)|vignettes?"
    r"|allowed|permitted|ethical|legal|(is|be|are) (learned|taught|trained)"
    r"|(last|final|first|next|previous) (stage|of \w+ stages)"
    r"|stages? (comes?|follows?|after|before)"
    r"|(what|which|who)( \w+)? (comes?|follows?|is|was) (next|after|before))\b"
    r"|^did (the )?(clients?|patients?|therapists?|participants?)\b"
)

#: Asks for the things that belong under a name, one by one.
MEMBERS = re.compile(
    r"\b(examples? of|(what )?names? (of|did|does|do)|list (all )?(of )?(the|them)"
    r"|names?( all)? (the|all)|types of|kinds of|(what|how) are .* (called|named)"
    r"|enumerate|which stages?|(what|which) examples?"
    r"|what are the (\d+|three|four|five|six|seven|eight|nine|ten))\b"
)

#: Asks for things in an order; for things of a sort; for either.
IN_ORDER = re.compile(r"\b(stages?|levels?|steps?|phases?)\b")
OF_SORTS = re.compile(r"\b(levels?|types?|kinds?|examples?|categor\w+)\b")
OF_ANY_SORT = re.compile(rf"{IN_ORDER.pattern}|{OF_SORTS.pattern}|\b(forms?|sorts?)\b")
#: Asks for a number, of works for another: these are countable in the bibliography.
HOW_MANY = re.compile(r"\bhow many\b")
COUNTS_WORKS = re.compile(
    r"\b(works?|books?|papers?|sources?|references?|volumes?|titles?|years?)\b"
)
#: Asks for several people; for who made a word.
AUTHORS = re.compile(r"\b(authors|writers|theorists|thinkers|researchers|scholars|psycho\w+ists)\b")
COINED = re.compile(r"\b(coin(s|ed)?|invent(s|ed)?)\b")
#: Asks for what leads to something; for what comes of it.
CAUSES = re.compile(r"\bwhat (causes?|leads? to|brings? about|gives? rise to|triggers?)\b")
EFFECTS = re.compile(r"\b(happens?|consequences?|lead|result|effects?|if)\b")
#: Takes for granted that one thing has to do with another.
TAKES_AS_JOINED = re.compile(
    r"^(why|do|does|did|is|are|can|could|will|would|has|have)\b|\b(causes?|leads?|produces?)\b"
)
#: What some questions ask for, and the relations of which one must be there.
DEMANDS = (
    (re.compile(r"\b(signs?|symptoms?|evident|manifest\w*)\b"), ("is-evident-in", "conveys")),
    (re.compile(r"\b(respon(?:ds?|ses?|ding)|react(?:s|ions?|ing)?)\b"),
     ("calls-for-response", "addresses")),
    (re.compile(r"\b(opposites?|opposed)\b"), ("contrasts-with", "goes-with")),
    (re.compile(r"\b(images?|metaphors?|symbol\w*|picture[sd]?)\b"), ("is-pictured-as",)),
)  # fmt: skip
