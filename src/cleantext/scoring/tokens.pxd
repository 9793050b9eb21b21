cpdef Py_ssize_t write_checksums(str text, unsigned int[::1] remainders, unsigned int[::1] found)
