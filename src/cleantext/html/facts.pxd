cdef class Block:
    cdef public Py_ssize_t index, node, depth, lines, container, kids
    cdef public unsigned int regions
    cdef public Block parent
    cdef public str tag, name, shape
    cdef public frozenset own, marks
    cdef public list attributes
    cdef public object tree
    cdef public bint img, pictured
    cdef public tuple ancestors
    cdef public object _names, _classes

cdef class Facts:
    cdef public Block block
    cdef public double link_share
    cdef public tuple links
    cdef public bint hidden
    cdef public object time
    cdef public frozenset marks
