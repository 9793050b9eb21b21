"""Texts of all scripts, for properties: with surrogates, digits of many kinds, marks, unspaced scripts, odd capitals."""

from __future__ import annotations

from hypothesis import strategies as st

#: What the patterns of tokens tell apart, and the characters at the ends of their ranges.
ODD = (
    "aZßéİıſﬃΣςЖשعक9_0157٣３৪Ⅷ½²𝟘𐒠.,-…'\u0301\u0307\u20e3\u200b\u200d\ufeff \t\n\x1c\x1f\x85\u00a0\u2028\u3000"
    "\u303f\u3040かカ・ー\u30ff\u3100\u33ff\u3400漢字々〇\u9fff\ua000𠮷\u0dff\u0e00กขคเ่๔\u0e7f\u0e80"
    "\u0fff\u1000မြ၄\u109f\u10a0\u177fខ្មែ៤\u17ff\u1800\ud7ff\ud800\udbff\udc00\udfff\ue000\uffff\U00010000😀\U0010ffff"
)
CHARACTERS = st.one_of(st.sampled_from(ODD), st.characters(), st.sampled_from("abco 12漢กခខ"))
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=80),
    st.builds(lambda text, times: text * times, st.text(CHARACTERS, max_size=20), st.integers(1, 90)),
)
