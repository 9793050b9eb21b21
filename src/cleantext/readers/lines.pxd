from cleantext.readers.facts cimport Block

cdef class Line:
    cdef public str text, shape
    cdef public Block block
    cdef public Py_ssize_t gap
    cdef public object spans, time, marks
    cdef public bint hidden


cdef class Opened:
    cdef public str kind
    cdef public object value
    cdef public Py_ssize_t at


cdef class OpenLine:
    cdef public list _parts, _spans, _open
    cdef void _note(self, str kind, object value)
    cdef void _begin(self, str kind, object value)
    cdef void _resume(self, Py_ssize_t at)
    cdef void _close(self)
    cdef void _end_spans(self)
    cdef bint _is_full(self)
