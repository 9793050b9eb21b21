"""What is learned: features of lines in their surroundings, and the trees that score them.

    columns      the table of features: columns for neighbours, sums over stretches, distances
    line_features how a segment reads by itself, and whether it speaks of what the page speaks of
    line_words   its words and characters, read one by one
    wording      how it is worded: hashed words, each with a weight
    context      what stands around it, and where on the page it is
    elements     what the markup says of it and of its surroundings (HTML)
    surroundings what its containers hold, and which lines the markup makes alike (HTML)
    second_look  what the scores of all lines say of each
    trees        how rows go through trees, compiled
    model        the trees, read from a file with a checksum, and their scores; the same by numpy
    scores       the step that scores the lines of a page
    decision     which lines are kept, each together with its neighbours
    body         the step that decides by the scores

Cython compiles the modules whose loops run for each line, word or node. Without it they run as Python, and numpy walks
the trees. The steps load the other modules when the first page comes.
"""
