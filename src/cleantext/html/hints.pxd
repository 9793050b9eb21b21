cdef class Hints:
    cdef public bint hidden, unread, block
    cdef public frozenset marks
    cdef public unsigned int region
    cdef public tuple styles
