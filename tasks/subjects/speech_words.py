"""The words by which English says that somebody speaks, and who."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Finite forms only. Words that are nouns as often ("states", "reports", "demands") are left out:
# each would find a speaker in sentences where nobody speaks.
SPEECH: Final = _words(
    "said says told tells added adds noted notes explained explains argued argues stressed "
    "stresses emphasized emphasised insisted insists warned warns claimed wrote writes "
    "tweeted announced declared stated remarked commented continued continues recalled recalls "
    "admitted admits "
    "acknowledged conceded concluded concludes observed suggested joked quipped shouted cried "
    "urged vowed responded replied replies answered asked asks lamented complained boasted "
    "predicted pledged reiterated testified contended asserted maintained cautioned countered "
    "mused agreed confirmed revealed reported exclaimed yelled whispered recounted read reads "
    "thundered pleaded snapped gushed enthused"
)
# Their subject stands elsewhere in the sentence, so that of the verb before them is theirs.
SUBORDINATE: Final = _words("adding saying noting telling warning stressing explaining")
CALLS: Final = _words("called calls described describes dismissed denounced branded")
PARTICLES: Final = frozenset(("pointed out", "points out", "went on", "goes on"))
AUXILIARIES: Final = _words(
    "also later then has had have once already reportedly just even again still further often "
    "once always recently previously now"
)
# Words of who did not say it, and of what would be if somebody did.
DENIES: Final = _words("never not hardly")
SUPPOSES: Final = _words("if whether unless")
FINITE: Final = _words(
    "is are was were be been will would can could should must may might do does did has had have "
    "isn't wasn't don't doesn't didn't won't"
)
PRONOUNS: Final = _words("he she they it i we you who one")
DETERMINERS: Final = _words(
    "the a an another some many several both two three four five most one his her their its our my "
    "this that these those each no"
)
CONJUNCTIONS: Final = _words(
    "and but while as when because that so however meanwhile though although yet if after before "
    "where whereas then since or"
)
PREPOSITIONS: Final = _words(
    "in on at during after before with by from to into under about following amid upon since until "
    "through via for of against between among without within despite over near per"
)
# A noun phrase that names a speaker ends before these.
ENDS: Final = _words(
    "in on at during after before when while as who whom which whose where with by from adding "
    "told referring through via about yesterday today tonight last earlier later recently because "
    "if that to into under following amid upon since until monday tuesday wednesday thursday "
    "friday saturday sunday is was were are has had will would this speaking citing noting but "
    "then again next during shortly despite without regarding against recalling laughing just"
)
# Speakers named by what they are, in small letters and without an article.
ROLES: Final = _words(
    "officials police sources analysts experts researchers authorities prosecutors critics doctors "
    "witnesses residents organizers organisers investigators scientists economists lawyers "
    "spokesman spokeswoman spokesperson president analyst director professor researcher official "
    "senator minister chairman former chief senior prime foreign state military local company "
    "people everyone somebody someone nobody others president-elect co-founder founder ceo "
    "campaigners activists observers protesters fans users editors authors government "
    "mother father attorney coach captain"
)
ABBREVIATIONS: Final = _words(
    "mr mrs ms dr sen rep gov gen lt col sgt capt st jr sr prof rev hon maj adm cmdr det insp supt "
    "pres sec no co corp inc ltd vs messrs"
)
