# temporary placeholder by the lead: overwrite this file
from typing import NamedTuple
from cleantext.values import Person
class BylineMatch(NamedTuple):
    authors: tuple[Person, ...]; agencies: tuple[str, ...]; place: str | None; rest: str
def parse_byline(text, *, prefixes, roles, staff): 
    t=text
    if t.lower().startswith('by '): t=t[3:]
    return BylineMatch((Person(t.split(',')[0]),),(),None,'')
def looks_like_name(text):
    w=text.split(); return 2<=len(w)<=4 and all(x[0].isupper() for x in w)
