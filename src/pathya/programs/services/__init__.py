"""Everything that writes: enrolling, what happens to an enrolment, groups, messages, reviews, terms."""
