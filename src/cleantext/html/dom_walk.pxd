from cleantext.html.facts cimport Block
from cleantext.html.hints cimport Hints
from cleantext.html.line_builder cimport LineBuilder


cdef int _IS_DATA, _IS_PLAIN, _IS_NOTED, _IS_APART, _IS_BLOCK, _IS_INLINE
cdef int _IS_UNSEEN, _IS_PICTURE, _IS_MEDIA, _IS_VERBATIM, _IS_NAMING
cdef int _FREE, _DATA_ROWS, _ROW, _VERBATIM
cdef int _END_BLOCK, _END_ASIDE, _END_LINK, _PAD, _END_STYLE, _END_STYLES
cdef unsigned int _IN_LINK, _IN_NOSCRIPT, _DROPPED, _KEPT
