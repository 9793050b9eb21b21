from cleantext.segments.segment cimport Segment
