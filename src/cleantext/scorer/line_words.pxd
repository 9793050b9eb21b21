
cpdef count_characters(str text, float[::1] own, Py_ssize_t at, Py_ssize_t step)
cpdef Py_ssize_t write_content_words(str text, unsigned int[::1] chars, unsigned long long[::1] found, Py_ssize_t at)

cdef class WordSet:
    cdef unsigned long long[::1] _slots
    cdef frozenset _words
    cpdef double share(self, str text)
    cdef bint _has(self, unsigned long long number, Py_ssize_t mask)
