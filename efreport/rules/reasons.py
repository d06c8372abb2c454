"""Whether a commentary speaks of there being no figure: why there is none, or when there will be. No rule stands here."""

from __future__ import annotations

import re

_FIGURE = (
    r"(?:figures?|data|results?|returns?|information|numbers?|rates?|percentages?|counts?|totals?|outturns?|updates?)"
)
_MAKING = rf"(?:{_FIGURE}|reporting|recording|collection|publication|release|measure|indicator|survey|data ?set|extract|report)"
_DONE = (
    r"(?:available|published|released|received|supplied|provided|collected|recorded|held|hold|reported|report"
    r"|calculated?|produced?"
    r"|ready|completed?|finalised|finished|validated|verified|signed off|counted|given?|shown|known|due|possible"
    r"|applicable"
    r"|measured|quoted?|rel(?:y|ied)|robust|reliable|loaded|entered|run|extracted|submitted|sent|supply|provide"
    r"|in place|confirmed)"
)
_NOT = r"(?:not|never|cannot|unable|(?:ca|could|has|have|is|are|was|were|wo|do|does|did) ?n['’]?o?t)"
_CHECKED = (
    r"(?:check|match|validat|verif|clean|correct|review|reconcil|quality assur|rebuil|re-?writ|investigat|process"
    r"|collat"
    r"|migrat|re-?work|amend|finalis|examin|audit|load|mov)\w*"
)
_HALTED = (
    r"(?:delayed|late|missing|outstanding|overdue|on hold|suspended|paused|stopped|suppressed|omitted|removed"
    r"|excluded|left out"
    r"|withdrawn|dropped|replaced|under development|under review|in development)"
)
_TIME = (
    r"(?:q[1-4]|\d|january|february|march|april|may|june|july|august|september|october|november|december|next|spring"
    r"|summer"
    r"|autumn|winter|new|year|quarter|christmas|easter|\w+ (?:is|are|has|have)\b)"
)
_REASONS = (
    # There is none.
    rf"\bno (?:\w+[ -]){{0,3}}?{_FIGURE}\b",
    rf"\b{_NOT} (?:\w+ ){{0,5}}?(?:{_DONE}\b|{_FIGURE}\b)",
    r"\bnot yet\b|\bnone (?:is |are |was |were )?(?:yet )?(?:available|received|held|due)\b|\bun(?:available|able"
    r"|published)\b",
    r"\bn/a\b|\btb[ca]\b|\b(?:with|up)held\b|\bnothing (?:is|was|has been) (?:collected|reported|held)\b",
    rf"\b{_HALTED} {_FIGURE}\b|\b{_MAKING}\b[^.]{{0,40}}\b{_HALTED}\b",
    # Somebody waits for it.
    r"\bawait(?:ed|ing)\b|\bwait(?:s|ing)? (?:for|on) (?:[^.]{0,40}\b)?(?:publi\w+|releas\w+|suppl\w+|send|provide\w*)"
    rf"|\bwait(?:s|ing)? (?:for|on) (?:\w+ ){{0,4}}?{_MAKING}",
    r"\bpending\b|\bin arrears\b|\blag(?:s|ged|ging)?\b|\bto follow\b|\bto be (?:published|released|supplied"
    r"|provided|reported)\b",
    r"\bdelay\w* (?:\w+ ){0,4}?(?:publication|release|collection|data|returns?|reporting)\b",
    r"\bwill (?:not )?(?:\w+ ){0,2}?be (?:\w+ ){0,2}?"
    r"(?:available|reported|reportable|published|released|given|known|ready|included|supplied|provided|confirmed"
    r"|shown|collected|back|updated)\b",
    r"\b(?:available|reported|reportable|published|released|due|known|ready|given|starts?|resum\w+|restart\w*"
    r"|collect\w+)"
    rf" (?:again |back )?(?:in|from|by|on|until|with|after|once|when) (?:the )?{_TIME}",
    r"\b(?:expect|hope) to (?:have|get|give|report)\b",
    # It is no longer counted, or not every quarter, or there is too little to count.
    r"\b(?:no longer|ceased|discontinued|abolished|superseded|retired) (?:being |to be |be )?(?:collect|report|count"
    r"|publish|requir|measur|us)\w*"
    rf"|\b{_MAKING} (?:\w+ ){{0,2}}?(?:ceased|discontinued|abolished|superseded|retired)\b",
    r"\b(?:annual|yearly|termly|six[- ]monthly|half[- ]yearly) (?:\w+ )?(?:measure|indicator|collection|figure"
    r"|return|survey|data|result)\b",
    r"\b(?:reported|collected|published|measured|counted|available|produced|carried) (?:out )?(?:only )?(?:annually"
    r"|yearly|termly|once a|twice)\b",
    r"\btoo (?:small|few|low) to\b|\b(?:cohort|group|numbers?)\b[^.]{0,30}\btoo (?:small|few|low)\b|\bsuppress\w*",
    r"\bno(?:body|ne)? (?:was |were )?(?:eligible|qualifying|due|in scope|in the cohort)\b"
    r"|\b(?:there (?:were|was|have been) )?(?:no|none of the) (?:eligible )?(?:children|young people|pupils|cases"
    r"|families|adoptions|referrals"
    r"|conferences|proceedings) (?:were|was|had|in the (?:cohort|group)|to count|due)\b",
    # Its making has gone wrong, or goes on.
    r"\b(?:check|match|validat|verif|cleans|reconcil|audit)\w* (?:of|on) (?:\w+ ){0,5}?(?:data|records?|cases?"
    r"|case files|figures?|dates|lists?)\b[^.]*"
    r"\b(?:finish|complet|under way|in progress|until|end)\w*",
    rf"\b(?:data|records?|recording|figures?|numbers|dates|returns?|lists?|counts?)\b[^.]{{0,40}}\b(?:being|still"
    rf"|while|until|undergoing|need to be|have to be)\b"
    rf" (?:\w+ )?{_CHECKED}",
    rf"\b(?:being|while|until|after) (?:\w+ ){{0,4}}?{_CHECKED} (?:with|by|against|to"
    rf"|for) (?:\w+ ){{0,3}}?(?:records?|data|lists?|schools|finance)\b",
    r"\bdata (?:quality|accuracy|cleans\w*|issues?|problems?|migration|error\w*|load|transfer|gaps?|entry)\b",
    r"\b(?:case management|recording|management information|client|computer|it) (?:system|software|database|module)\b"
    r"|\bsystems? (?:change|migration|upgrade|issue|problem|failure|fault|error|move|replacement|downtime|outage)\w*",
    r"\b(?:migrat|upgrad)\w* (?:to|of|from)\b|\b(?:was|were|is|went|been) (?:down for|offline|down at)\b",
    r"\b(?:recording|reporting|technical|it) (?:problem|issue|fault|error|difficult|mistake)\w*"
    r"|\b(?:mistake|error|fault)s? (?:\w+ )?in (?:the |our )?(?:record|report|data|figure|count|extract)\w*",
    r"\b(?:dataset|extract|spreadsheet|report|export)\b[^.]{0,40}\b(?:fail|broke|error|wrong|fault|rewritten"
    r"|re-written|rebuilt|double)\w*",
)
LONGEST_READ = 4000
_REASON = re.compile("|".join(f"(?:{reason})" for reason in _REASONS), re.IGNORECASE)


def says_why_none(commentary: str) -> bool:
    """Say whether the words tell why there is no figure, or when there will be one."""
    return _REASON.search(" ".join(commentary[:LONGEST_READ].split())) is not None
