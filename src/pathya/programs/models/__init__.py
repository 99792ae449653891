from pathya.programs.models.catalogue import Figures, IncludedSession, Program
from pathya.programs.models.enrolment import DEFAULT, Cohort, Done, Enrolment, Pass, Policy, Review, Welcome

__all__ = [
    "DEFAULT",
    "Cohort",
    "Done",
    "Enrolment",
    "Figures",
    "IncludedSession",
    "Pass",
    "Policy",
    "Program",
    "Review",
    "Welcome",
]
