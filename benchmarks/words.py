"""The words that made-up returns are filled with: names of indicators and commentary. None of it is about anybody."""

from __future__ import annotations

from typing import Final

AREAS: Final = (
    ("front-door", "FD", "Front Door Demand"),
    ("mash", "MASH", "Multi-Agency Safeguarding Hub"),
    ("early-help", "EH", "Early Help"),
    ("childrens-centres", "CC", "Children's Centres"),
    ("cin", "CIN", "Children in Need"),
    ("cp", "CP", "Child Protection"),
    ("cla", "CLA", "Children Looked After"),
    ("care-leavers", "CL", "Care Leavers"),
    ("adoption", "AD", "Adoption Service"),
    ("fostering", "FO", "Fostering Service"),
    ("yos", "YOS", "Youth Offending Service"),
    ("education", "ED", "Education"),
)
"""Each service area's key, the letters of its codes and its heading, in printed order."""

MEASURES: Final = (
    ("count", "Number of {} {}"),
    ("percent", "Percentage of {} {}"),
    ("rate per 10,000", "Rate of {} {} per 10,000"),
    ("days", "Average days taken for {} {}"),
    ("weeks", "Average weeks taken for {} {}"),
)
"""Each unit, and what a name begins with where a figure is in it."""

GROUPS: Final = (
    "referrals",
    "re-referrals within twelve months",
    "single assessments",
    "strategy discussions",
    "initial conferences",
    "review conferences",
    "children with a plan",
    "young people aged 16 and 17",
    "care leavers aged 19 to 21",
    "families with a lead worker",
    "placements made in an emergency",
    "first-time entrants",
)
EVENTS: Final = (
    "completed within timescales",
    "agreed by a team manager",
    "seen alone by their social worker",
    "reviewed in the period",
    "with a health assessment up to date",
    "stepped down to universal services",
    "placed more than 20 miles from home",
    "with a personal education plan",
)
LOCALITIES: Final = ("north", "south", "east", "west", "central", "coastal", "riverside", "rural")

REMARKS: Final = (
    "Managers sample records every month, and the findings are discussed in supervision.",
    "Most of the change comes from two teams, both of which had vacancies over the summer.",
    "The panel now meets weekly, so that decisions are not left waiting.",
    "Requests reach the service earlier than they did, which leaves more room to plan with the family.",
    "A short checklist has been agreed with partners and will be used from next quarter.",
    "Some records had not been closed when the return was made; they are being worked through.",
    "Feedback from families is good, and is reported to the board separately.",
    "Recruitment is under way, and agency cover has been agreed until the posts are filled.",
    "The measure is small in absolute terms and should be read with some caution.",
    "Training for new staff begins next month, with a particular look at recording.",
)
