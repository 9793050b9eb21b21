"""What is learned: features of lines in their surroundings, and the trees that score them.

Features, each module a part of the table that all trees read:

    columns      the table: named columns, one value a segment
    lines        how a segment reads by itself
    tokens       its words and characters, read one by one
    wording      how it is worded: hashed words, each with a weight
    around       what stands around a line: neighbours, sums over stretches, distances
    context      which columns that is, and where on the page a line is
    cohesion     whether it speaks of what the page speaks of, and is one of several in a row
    elements     what the markup says of it and of its surroundings (HTML)
    holders      what its containers hold (HTML)
    features     all of these as one table, the same for training and at run time
    kin          which lines the markup makes alike
    second_look  what the scores of all lines say of each

Trees and decisions:

    model        the trees, read from a file with a checksum, and their scores
    trees        how rows walk through the trees
    walks        the same by numpy, where nothing is compiled
    choice       one of several candidates for a field, or none
    scores       the step that scores the lines of a page
    threshold    from which score on lines are kept
    decision     which lines are kept, each together with its neighbours
    naming       which reason a removed line takes from those beside it
    promise      which fit the scores promise
    step         the step that decides by the scores

Cython compiles the modules whose loops run for each line, word or node: those of the features but for ``features``,
with ``trees`` and ``decision``. Without it they run as Python, and ``walks`` stands for ``trees``: it alone asks for
numpy. The steps load the other modules when the first page comes.
"""
