from cleantext.html.facts cimport Block
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

cdef class LineBuilder:
    cdef public list lines, between
    cdef list _parts, _spans, _open, _asides
    cdef Block _block
    cdef bint _hidden
    cdef int _mode, _gap
    cdef object _time, _marks
    cdef void _note(self, str kind, object value)
    cdef void _begin(self, str kind, object value)
    cdef void _resume(self, Py_ssize_t at)
    cdef void _close(self)
    cdef void _end_spans(self)
    cdef bint _is_full(self)
    cdef void _boundary(self)
    cdef void _pad(self)
    cdef void _end_line(self)
    cdef bint _flush(self)
    cdef void _leave_between(self)
    cdef object _line(self, bint aside)
