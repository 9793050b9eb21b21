from cleantext.readers.facts cimport Block

cdef class Line:
    cdef public str text, shape
    cdef public Block block
    cdef public Py_ssize_t gap
    cdef public object spans, time, marks
    cdef public bint hidden
