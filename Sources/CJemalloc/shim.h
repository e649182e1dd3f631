// Nothing is called by name: linked in, jemalloc takes the place of the C library's malloc.
