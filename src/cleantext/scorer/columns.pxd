
cdef class Columns:
    cdef readonly Py_ssize_t size
    cdef readonly list names
    cdef readonly object cells
    cpdef Py_ssize_t take(self, names)

cpdef write_shifted(float[::1] row, Py_ssize_t start, Py_ssize_t shift, float beyond, float[::1] cells, Py_ssize_t first, Py_ssize_t count)
cpdef object number_keys(unsigned long long[::1] keys, Py_ssize_t count)
