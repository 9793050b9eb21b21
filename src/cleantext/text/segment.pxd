
cdef class Segment:
    cdef public Py_ssize_t index, start, end, line, gap, words
    cdef public str text, key, shape
    cdef public bint ends, piece
    cdef public object hits, facts
