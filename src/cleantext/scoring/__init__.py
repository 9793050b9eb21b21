"""What is learned: features of lines in their surroundings, and the trees that score them.

    columns   named columns, one value a segment
    lines     how a segment reads by itself
    context   what stands around it, and where on the page it is
    elements  what the markup says of it and of its surroundings (HTML)
    features  all of these as one matrix, the same for training and at run time
    model     the trees, read from a file with a checksum, and their scores
    step      the step that decides by the scores

numpy is loaded with the modules of this room, and these only where a step asks for them.
"""
