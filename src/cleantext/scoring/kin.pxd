from cleantext.readers.facts cimport Block, Facts
from cleantext.segments.segment cimport Segment

cpdef object numbered(unsigned long long[::1] keys, Py_ssize_t count)
