"""The words by which planners head their columns, in English, German and French."""

from __future__ import annotations

import re
from typing import NamedTuple

from standto.importing.guessing.plain_text import unaccented, without_brackets

LANGUAGES = ("en", "de", "fr")

_WORDS = """
name en: name|names|surname|forename|first name|last name|full name|employee name|staff name
name de: vorname|nachname|familienname|mitarbeitername
name fr: nom|prenom|noms|prenoms|nom et prenom|nom prenom|nom de famille
person en: collar.*|warrant no|warrant number|staff no|staff number|staff id|employee id|employee number|employee no
person en: employee|emp no|payroll.*|pay no|service no|service number|badge.*|shoulder no|person|person id|crew member
person en: id|pin|member|volunteer|firefighter|officer|doctor|nurse|staff|attendee|no|number|call sign|callsign|cipher
person de: personalnr|personalnummer|personal nr|pers nr|persnr|mitarbeiter|mitarbeiternr|mitarbeiternummer|ma nr
person de: dienstnummer|dienstnr|kennung|kurzel|nr|nummer|helfer|arzt
person fr: matricule|matr|identifiant|agent|salarie|numero|n|no agent|n agent|code agent|medecin|sapeur|pompier
team en: team|watch|squad|relief|section|unit|shift group|group|crew|station|rota group|platoon
team de: mannschaft|gruppe|wache|schichtgruppe|abteilung|dienstgruppe|zug|wachabteilung|einheit
team fr: equipe|brigade|groupe|garde|unite|caserne|centre
skill en: skill.*|ticket.*|qualification.*|qual|quals|qualified|certification.*|certs?|licenses?|competenc.*
skill en: capabilit.*|role|roles|authorisation.*
skill en: authorization.*|specialty|speciality|specialism|discipline|trained|training|certificate.*|licence.*|course
skill en: grade|level|department
skill de: qualifikation.*|fachrichtung|fach|stufe|befahigung.*|fahigkeit.*|funktion.*|ausbildung.*|berechtigung.*
skill de: facharzt|fachgebiet|schein|lehrgang
skill fr: competence.*|qualification.*|habilitation.*|specialite.*|fonction.*|aptitude.*|diplome.*|niveau|emploi
from en: from|start|starts|start time|start date|valid from|begin|begins|beginning|on|issued|since|time on|date from
from en: in|awarded|gained|passed|qualified on
from de: von|ab|beginn|gultig ab|gultig von|anfang|seit|dienstbeginn
from fr: de|du|debut|des|a partir de|valable du|depuis|date de debut|heure de debut
until en: to|until|till|end|ends|end time|end date|valid to|valid until|expires|expiry|expiry date|expires on|finish
until en: expired|lapses|date to|time off|valid till|out|renewal.*
until de: bis|ende|gultig bis|ablauf|lauft ab|ablaufdatum|dienstende
until fr: a|au|fin|jusqu a|jusqu au|jusqu'a|jusqu'au|expire le|expiration|valable jusqu'au|valable jusqu au
until fr: date de fin|heure de fin|echeance|validite|date d'expiration
date en: date|day|night|dates|duty date|shift date
date de: datum|tag|nacht
date fr: date|jour|nuit
duty en: duty|post|shift|task|duties|location|on call for|summary|position|category|categories
duty de: dienst|einsatz|posten|schicht|dienstart
duty fr: poste|astreinte|mission|tache|vacation
private en: note|notes|remark|remarks|comment.*|phone.*|tel|telephone|mobile|email|e mail|mail|address|rank|sex|gender
private en: dob|date of birth|age|title|reason|hours|total.*|sum|contract|fte|count|sick days|leave balance|joined|ext
private en: uid|status|description|week|week no|wk|month
private de: woche|kw|monat
private fr: semaine|mois
private de: bemerkung.*|notiz.*|telefon.*|handy|adresse|anschrift|dienstgrad|geburtsdatum|geschlecht|alter|summe
private de: gesamt.*|stunden|anmerkung.*|titel|grund
private fr: remarque.*|observation.*|commentaire.*|portable|adresse|date de naissance|sexe|total.*|heures|motif|mel|tel
private fr: courriel
"""
"""Each use of a column with the words that head it: alternatives of a pattern that a heading must match as a whole."""

_TOTALS = re.compile(
    r"(?:(?:grand |sub)?totals?|sum|count|number on duty|on duty|strength|min(?:imum)?|required|cover|summe|gesamt"
    r"|anzahl|besetzung|soll|ist|somme|effectif|nombre|legend|key|legende|notes?|vacant|updated|printed|version|draft|page)\b"
)
"""What the first word or words of a row say that holds no person."""


class HeadingUse(NamedTuple):
    """What a heading's words say about its column, and in which language."""

    use: str
    language: str


def _patterns() -> list[tuple[HeadingUse, re.Pattern[str]]]:
    lines = [line.partition(": ") for line in _WORDS.strip().splitlines()]
    return [(HeadingUse(*use.split()), re.compile(words)) for use, _, words in lines]


_PATTERNS = _patterns()


def plain_heading(text: str) -> str:
    """Return a heading's words for comparing, without brackets and points."""
    return " ".join(re.sub(r"[^\w' ]+", " ", unaccented(without_brackets(text))).replace("_", " ").split())


def uses_of(heading: str) -> tuple[HeadingUse, ...]:
    """Return every use that a heading's words name, the likeliest first: the whole heading, then its last part."""
    found: list[HeadingUse] = []
    whole = plain_heading(heading)
    parts = [plain_heading(part) for part in heading.split(" / ")]
    for text in (whole, *reversed(parts)):
        found += [use for use, pattern in _PATTERNS if pattern.fullmatch(text) and use not in found]
    return tuple(found)


def is_total(text: str) -> bool:
    """Return whether a row that begins with this text holds totals or notes."""
    return _TOTALS.match(unaccented(text)) is not None
