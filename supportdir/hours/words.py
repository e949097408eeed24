"""The words with which companies write their hours, by language and meaning. Used by tokens.py and corrections.py.

Phrases are separated by commas. Case, accents and full stops do not matter, and the longest phrase wins. A text is read
in one language at a time, so a word may have different meanings in two languages: `Do` is Thursday in German and Sunday
in Spanish. A word with several meanings in one language belongs under "vague": no correction is offered for text that
contains it, or that contains a word that is not in the table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Meanings:
#   the codes of days and months, "weekdays", "weekend", "daily", "holidays"
#   "yearly"               daily, and on public holidays too
#   "always"               round the clock
#   "round"                round the clock; may also name all days
#   "open", "closed", "unknown", "appointment", "except", "including", "break", "and", "between", "week": as in English
#   "rest"                 weekend, or closed
#   "to", "to or on"       the second as in "с пн по пт" and "по пн"
#   "morning", "afternoon", "evening", "night", "noon", "midnight"
#   "hour"                 follows a number
#   "filler", "zone"       do not change the meaning
#   "vague"                has several meanings
#   "numeral"              a number in words; it is not read
SHARED = {
    "Mo": "mo", "Tu": "tu", "We": "we", "Th": "th", "Fr": "fr", "Sa": "sa", "Su": "su",
    "Jan": "jan", "Feb": "feb", "Mar": "mar", "Apr": "apr", "May": "may", "Jun": "jun", "Jul": "jul", "Aug": "aug",
    "Sep": "sep", "Oct": "oct", "Nov": "nov", "Dec": "dec",
    "holidays": "ph",
    "always": "24/7/365, 24x7x365, 24/7/365 days, 7x24, 24h/24, 24/24, 24 / 24, 24h/24h, h24, nonstop, "
    "non-stop, non stop",
    "round": "24/7, 24/7 365, 24 / 7, 24x7, 24 x 7, 24×7, 24*7, 24-7, 24h/7, 24h/7d, 24/7h, 24h/24 7j/7, "
    "24/24 7/7, 24h/24 7/7",
    "open": "open",
    "closed": "off, closed",
    "unknown": "unknown",
    "week": "week",
    "zone": "utc, gmt",
}  # fmt: skip

LANGUAGES = {
    "English": {
        "Mo": "monday, mondays, mon, mons, m",
        "Tu": "tuesday, tuesdays, tues, tue",
        "We": "wednesday, wednesdays, weds, wed, w",
        "Th": "thursday, thursdays, thurs, thur, thu",
        "Fr": "friday, fridays, fri, f",
        "Sa": "saturday, saturdays, sat, sats",
        "Su": "sunday, sundays, sun, suns",
        "Jan": "january",
        "Feb": "february",
        "Mar": "march",
        "Apr": "april",
        "Jun": "june",
        "Jul": "july",
        "Aug": "august",
        "Sep": "september, sept",
        "Oct": "october",
        "Nov": "november",
        "Dec": "december",
        "weekdays": "weekdays, weekday, week days, week day, every weekday, each weekday, working days, "
        "working day, business days, business day, workdays",
        "weekend": "weekends, weekend, week-end, week-ends, the weekend, at weekends, on weekends",
        "daily": "daily, every day, everyday, each day, 7 days, seven days, 7 days a week, 7 days per week, 7 "
        "days/week, seven days a week, seven days per week, all week, 7 days of the week, all days, "
        "any day",
        "yearly": "365 days a year, 365 days per year, 365 days, every day of the year, all year round, 365 "
        "days of the year, 365 days/year",
        "holidays": "public holidays, public holiday, bank holidays, bank holiday, national holidays, "
        "national holiday, federal holidays, federal holiday, legal holidays, legal holiday, "
        "statutory holidays, stat holidays, holidays, holiday",
        "always": "24-hour, 24-hours, 24 hour service, 24-hour service, 24 hours/day, 24 hrs/day, 24h/day, "
        "twenty-four hours, twenty four hours, twenty-four hours a day, twenty-four seven, twenty "
        "four seven, all day, all day long, all day every day, all day and night, day and night, "
        "day or night, night and day, round the clock, around the clock, round-the-clock, "
        "around-the-clock, always, always open, 24 hours around the clock, at all times, at any "
        "time, anytime, any time, all hours, at all hours, all the time",
        "open": "open, opened, open from, we are open, we're open, lines are open, lines open, opens, "
        "available, is open, are open, available from",
        "closed": "closed, shut, closed on, not open, not open on, no service, we are closed, permanently "
        "closed, closed permanently",
        "appointment": "by appointment, by appointment only, by arrangement, on appointment, appointment only",
        "except": "except, excluding, excl, except for, except on, other than, excepting, but not, not "
        "including, not on",
        "including": "including, incl, inc, also on, even on, included",
        "break": "lunch, lunch break, lunchtime, break, closed for lunch, lunch hour",
        "to": "to, through, thru, till, til, until, up to",
        "and": "and, plus, as well as, and also",
        "between": "between",
        "morning": "in the morning",
        "afternoon": "in the afternoon",
        "evening": "in the evening",
        "night": "at night",
        "noon": "noon, midday, 12 noon, 12 midday, twelve noon",
        "midnight": "midnight, 12 midnight, twelve midnight",
        "hour": "hours, hour, hrs, hr, h, o'clock, oclock",
        "filler": "from, on, at, the, of, are, is, a day, per day, each, every, opening hours, opening times, "
        "office hours, business hours, phone hours, hours of operation, support hours, service "
        "hours, phone lines, lines, our, working hours, these hours, during, both, days, customer "
        "service hours, call centre hours, call center hours, without a break, no break, inclusive, "
        "in",
        "zone": "local time, eastern time, central time, mountain time, pacific time, eastern standard time, "
        "eastern daylight time, central standard time, central daylight time, mountain standard time, "
        "mountain daylight time, pacific standard time, pacific daylight time, eastern, pacific, "
        "mountain, london time, uk time",
        "numeral": "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, twenty-four",
        "vague": "late, close, closing, dusk, dawn, sunset, sunrise, onwards, half day, summer, winter, "
        "fortnightly, nights, mornings, evenings, afternoons, night, morning, afternoon, evening, "
        "overnight",
    },
    "German": {
        "Mo": "montag, montags, mo",
        "Tu": "dienstag, dienstags, di",
        "We": "mittwoch, mittwochs, mi, mit",
        "Th": "donnerstag, donnerstags, do, don",
        "Fr": "freitag, freitags, fr, fre",
        "Sa": "samstag, samstags, sonnabend, sonnabends, sa, sam",
        "Su": "sonntag, sonntags, so, son, sonn",
        "Jan": "januar, janner, jan",
        "Feb": "februar, feber, feb",
        "Mar": "marz, mrz, maerz",
        "Apr": "april, apr",
        "May": "mai",
        "Jun": "juni, jun",
        "Jul": "juli, jul",
        "Aug": "august, aug",
        "Sep": "september, sept, sep",
        "Oct": "oktober, okt",
        "Nov": "november, nov",
        "Dec": "dezember, dez",
        "weekend": "wochenende, wochenenden, wochenends, am wochenende, an wochenenden",
        "daily": "taglich, taeglich, tgl, jeden tag, alle tage, 7 tage, sieben tage, 7 tage die woche, 7 tage "
        "in der woche, 7 tage/woche, sieben tage die woche, an 7 tagen, an 7 tagen die woche, an "
        "sieben tagen die woche, an 7 tagen in der woche, an allen tagen, die ganze woche",
        "yearly": "365 tage, 365 tage im jahr, an 365 tagen im jahr, an 365 tagen, ganzjahrig, an 365 tagen des jahres",
        "holidays": "feiertag, feiertags, feiertage, feiertagen, gesetzliche feiertage, gesetzlichen "
        "feiertagen, an feiertagen, an gesetzlichen feiertagen",
        "always": "rund um die uhr, vierundzwanzig stunden, tag und nacht, tags und nachts, bei tag und "
        "nacht, 24-stunden, 24-stunden-service, 24 stunden rund um die uhr, ganztagig, ganztags, "
        "den ganzen tag, immer, immer geoffnet, immer erreichbar, jederzeit, durchgehend 24 "
        "stunden, zu jeder zeit",
        "open": "geoffnet, offen, erreichbar, wir sind, sind wir, fur sie da, fur sie erreichbar, besetzt, "
        "telefonisch, telefonisch erreichbar",
        "closed": "geschlossen, ruhetag, zu, nicht erreichbar, dauerhaft geschlossen",
        "appointment": "nach vereinbarung, nur nach vereinbarung, nach terminvereinbarung, nach absprache, "
        "termine nach vereinbarung",
        "except": "ausser, auser, ausgenommen, ausser an, mit ausnahme von, nicht an, ausgenommen an, bis auf, ohne",
        "including": "inklusive, inkl, einschliesslich, einschl, auch an, auch am, auch",
        "break": "mittagspause, pause",
        "to": "bis, bis einschliesslich",
        "and": "und, sowie, u, bzw",
        "between": "zwischen",
        "morning": "morgens, vormittags, am morgen, fruh, in der fruh",
        "afternoon": "nachmittags, am nachmittag",
        "evening": "abends, am abend",
        "night": "nachts",
        "noon": "mittag, mittags, 12 uhr mittags",
        "midnight": "mitternacht, 12 uhr nachts, 24 uhr nachts",
        "hour": "uhr, h, stunden, std",
        "filler": "von, vom, am, an, der, die, das, den, um, jeweils, offnungszeiten, servicezeiten, zeiten, "
        "sprechzeiten, telefonzeiten, burozeiten, geschaftszeiten, hotline, am tag, pro tag, "
        "taglich von, ohne pause, ohne mittagspause, ist, sind, ab sofort, jeden, unsere, wir, in "
        "der zeit",
        "zone": "mez, mesz, ortszeit, deutscher zeit, mez/mesz",
        "numeral": "eins, zwei, drei, vier, funf, sechs, sieben, acht, neun, zehn, elf, zwolf, vierundzwanzig",
        "vague": "werktags, werktag, werktage, werktagen, werktaglich, wochentags, wochentage, arbeitstags, "
        "arbeitstage, arbeitstagen, durchgehend, nacht, morgen, abend, vormittag, nachmittag, "
        "ferien, sommer, winter",
    },
    "French": {
        "Mo": "lundi, lundis, lun, lu, l",
        "Tu": "mardi, mardis, mar, ma",
        "We": "mercredi, mercredis, mer, me",
        "Th": "jeudi, jeudis, jeu, je, j",
        "Fr": "vendredi, vendredis, ven, vend, ve, v",
        "Sa": "samedi, samedis, sam, sa, s",
        "Su": "dimanche, dimanches, dim, di, d",
        "Jan": "janvier, janv",
        "Feb": "fevrier, fevr, fev",
        "Mar": "mars",
        "Apr": "avril, avr",
        "May": "mai",
        "Jun": "juin",
        "Jul": "juillet, juil",
        "Aug": "aout",
        "Sep": "septembre, sept",
        "Oct": "octobre",
        "Nov": "novembre",
        "Dec": "decembre, dec",
        "weekdays": "en semaine, jours ouvres, les jours ouvres, jour ouvre, la semaine",
        "weekend": "week-end, week-ends, weekend, weekends, le week-end, les week-ends, fin de semaine",
        "daily": "tous les jours, chaque jour, 7j/7, 7 j/7, 7j / 7, 7/7, 7 / 7, 7 jours/7, 7 jours sur 7, 7j "
        "sur 7, 7 jours / 7, sept jours sur sept, quotidien, quotidiennement, tlj, tous les jours de "
        "la semaine, 7 jours par semaine",
        "yearly": "365 jours par an, 365j/an, 365 j/an, 365 jours/an, 365 jours sur 365, 365j/365, toute "
        "l'annee, 365 jours",
        "holidays": "jours feries, jour ferie, feries, ferie, fetes, jours de fete",
        "always": "24h sur 24, 24 h sur 24, 24 heures sur 24, 24 h/24, 24 h / 24, 24h / 24, 24 heures/24, 24 "
        "sur 24, vingt-quatre heures sur vingt-quatre, jour et nuit, nuit et jour, toute la "
        "journee, toujours ouvert, toujours, en permanence, a toute heure, en continu 24h/24, sans "
        "interruption 24h/24, 24 heures sur vingt-quatre",
        "open": "ouvert, ouverte, ouverts, ouvertes, joignable, joignables, disponible, disponibles, nous "
        "sommes, service ouvert, accessible",
        "closed": "ferme, fermee, fermes, fermees, fermeture, ferme le, ferme les, fermeture le, "
        "definitivement ferme, ferme definitivement",
        "appointment": "sur rendez-vous, sur rdv, uniquement sur rendez-vous, sur rendez vous",
        "except": "sauf, hors, excepte, a l'exception des, a l'exception du, sauf le, sauf les, hormis",
        "including": "y compris, y compris les, inclus, meme",
        "break": "pause dejeuner, pause, pause de midi",
        "to": "a, au, jusqu'a, jusqu'au, jusque",
        "and": "et, puis, ainsi que, et le, et les",
        "between": "entre",
        "morning": "du matin",
        "afternoon": "de l'apres-midi",
        "evening": "du soir",
        "noon": "midi",
        "midnight": "minuit",
        "hour": "h, heures, heure, hrs, hs",
        "filler": "de, du, des, le, les, la, l', d', par jour, horaires, horaires d'ouverture, heures "
        "d'ouverture, sans interruption, en continu, non-stop, service client, nos, nous, nos "
        "horaires, est, sont",
        "zone": "heure de paris, heure locale, heure francaise, heures de paris, heure belge",
        "numeral": "deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, vingt",
        "vague": "jours ouvrables, jour ouvrable, ouvrables, nuit, jour, jours, semaine, vacances, ete, "
        "hiver, matin, soir, apres-midi, matinee",
    },
    "Spanish": {
        "Mo": "lunes, lun, lu, l",
        "Tu": "martes, mar, ma, m",
        "We": "miercoles, mie, mier, mi, x",
        "Th": "jueves, jue, juev, ju, j",
        "Fr": "viernes, vie, vier, vi, v",
        "Sa": "sabado, sabados, sab, sa, s",
        "Su": "domingo, domingos, dom, do, d",
        "Jan": "enero, ene",
        "Feb": "febrero",
        "Mar": "marzo",
        "Apr": "abril, abr",
        "May": "mayo",
        "Jun": "junio",
        "Jul": "julio",
        "Aug": "agosto, ago",
        "Sep": "septiembre, setiembre, sept",
        "Oct": "octubre",
        "Nov": "noviembre",
        "Dec": "diciembre, dic",
        "weekdays": "entre semana, dias de semana, dias entre semana",
        "weekend": "fin de semana, fines de semana, los fines de semana",
        "daily": "todos los dias, cada dia, diario, diariamente, a diario, 7 dias, los 7 dias, los siete "
        "dias, 7 dias a la semana, los 7 dias de la semana, siete dias a la semana, los siete dias "
        "de la semana, todos los dias de la semana, 7 dias por semana, 7 dias/semana, toda la "
        "semana, 7d",
        "yearly": "365 dias, 365 dias al ano, los 365 dias del ano, los 365 dias, todos los dias del ano, todo el ano",
        "holidays": "festivos, festivo, feriados, feriado, dias festivos, dias feriados, festivos nacionales, "
        "dia festivo, dias festivos nacionales",
        "always": "las 24 horas, las 24 horas del dia, 24 horas al dia, 24 horas del dia, las 24 h, dia y "
        "noche, noche y dia, todo el dia, siempre, siempre abierto, las veinticuatro horas, "
        "veinticuatro horas, a todas horas, a cualquier hora, ininterrumpido, ininterrumpidamente, "
        "24 h al dia",
        "open": "abierto, abierta, abrimos, disponible, disponibles, atencion, abierto de, atendemos",
        "closed": "cerrado, cerrada, cierra, cerramos, cerrado los, cerrado el, cerrado definitivamente",
        "appointment": "con cita previa, cita previa, previa cita, solo con cita previa, con cita",
        "except": "excepto, salvo, menos, exceptuando, a excepcion de, excepto los, excluyendo, excluidos",
        "including": "incluidos, incluido, incluso, inclusive, incluyendo, tambien",
        "break": "pausa, descanso, almuerzo, hora de almuerzo",
        "to": "a, al, hasta, hasta las, a las",
        "and": "y, e",
        "between": "entre",
        "morning": "de la manana, de la madrugada",
        "afternoon": "de la tarde",
        "night": "de la noche",
        "noon": "mediodia, 12 del mediodia, 12 del medio dia, medio dia",
        "midnight": "medianoche, 12 de la noche, media noche",
        "hour": "h, hs, hrs, horas, hora, hr",
        "filler": "de, del, desde, las, los, el, la, en, horario, horarios, horario de atencion, horario "
        "comercial, nuestro, al dia, por dia, sin interrupcion, lineas, son, es, dias, atencion "
        "telefonica, horario de atencion telefonica, desde las, de las",
        "zone": "hora local, hora peninsular, hora de madrid, hora espanola, horario peninsular, hora "
        "central, hora de mexico, hora del centro",
        "numeral": "dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce, veinticuatro",
        "vague": "laborables, laborable, habiles, habil, dias habiles, dias laborables, lectivos, noche, "
        "tarde, manana, mananas, tardes, noches, verano, invierno, dia",
    },
    "Russian": {
        "Mo": "понедельник, понедельника, понедельнику, понедельником, понедельникам, понедельники, пн, пон",
        "Tu": "вторник, вторника, вторнику, вторником, вторникам, вторники, вт, втр",
        "We": "среда, среды, среде, среду, средой, средам, ср",
        "Th": "четверг, четверга, четвергу, четвергом, четвергам, четверги, чт, чтв",
        "Fr": "пятница, пятницы, пятнице, пятницу, пятницей, пятницам, пт, птн",
        "Sa": "суббота, субботы, субботе, субботу, субботой, субботам, сб, суб",
        "Su": "воскресенье, воскресенья, воскресенью, воскресеньем, воскресеньям, воскресение, воскресения, "
        "вс, вск, воскр",
        "Jan": "январь, января, янв",
        "Feb": "февраль, февраля, фев",
        "Mar": "март, марта",
        "Apr": "апрель, апреля, апр",
        "May": "май, мая",
        "Jun": "июнь, июня",
        "Jul": "июль, июля",
        "Aug": "август, августа, авг",
        "Sep": "сентябрь, сентября, сен, сент",
        "Oct": "октябрь, октября, окт",
        "Nov": "ноябрь, ноября, ноя, нояб",
        "Dec": "декабрь, декабря, дек",
        "weekdays": "будни, будням, буднями, будние дни, будним дням, в будни, по будням, в будние дни, по "
        "будним дням, будние, рабочие дни, рабочим дням, по рабочим дням, в рабочие дни, будний "
        "день, в будний день",
        "weekend": "по выходным, в выходные, в выходные дни, по выходным дням, выходным дням, выходным",
        "rest": "выходные, выходные дни",
        "daily": "ежедневно, каждый день, без выходных, без выходных дней, 7 дней, 7 дней в неделю, семь дней "
        "в неделю, все дни, ежедневно без выходных, в любой день, всю неделю, по всем дням, все дни "
        "недели",
        "yearly": "без выходных и праздников, без праздников и выходных, без выходных и праздничных дней, 365 "
        "дней, 365 дней в году, круглый год, круглогодично, ежедневно без выходных и праздников",
        "holidays": "праздники, праздников, праздникам, праздничные дни, праздничных дней, праздничным дням, "
        "праздничные, в праздники, в праздничные дни, праздничный день, праздничных, праздник, "
        "нерабочие праздничные дни, государственные праздники, государственных праздников, "
        "праздничным",
        "always": "круглосуточно, двадцать четыре часа, круглосуточный, круглосуточная, круглосуточное, 24 "
        "часа в сутки, 24 часа, днем и ночью, сутки напролет, весь день, целый день, целые сутки, "
        "всегда, всегда открыто, в любое время, в любое время суток, день и ночь, круглые сутки, в "
        "любое время дня и ночи, 24 ч",
        "open": "открыто, открыт, открыта, открыты, работаем, работает, работают, мы работаем, доступно, "
        "доступна, доступен, прием звонков",
        "closed": "выходной, выходной день, закрыто, закрыт, закрыта, не работает, не работаем, нерабочий "
        "день, закрыто навсегда, нерабочие дни",
        "appointment": "по записи, по предварительной записи, только по записи, по договоренности",
        "except": "кроме, за исключением, исключая, кроме как",
        "including": "включая, в том числе, включительно",
        "break": "перерыв, обед, обеденный перерыв, перерыв на обед",
        "to": "до",
        "to or on": "по",
        "and": "и, а также",
        "between": "между",
        "morning": "утра",
        "afternoon": "дня",
        "evening": "вечера",
        "night": "ночи",
        "noon": "полдень, полудня, 12 дня",
        "midnight": "полночь, полуночи",
        "hour": "ч, час, часа, часов, час., часам",
        "filler": "с, со, в, во, на, от, время работы, режим работы, часы работы, график работы, график, "
        "телефон, звонки принимаются, звоните, без перерыва, без перерывов, без обеда, в сутки, в "
        "день, в неделю, время, наш, линия, горячая линия",
        "zone": "мск, по мск, по московскому времени, московского времени, время московское, московское "
        "время, время мск, по местному времени, местного времени, местное время, msk",
        "numeral": "девять, девяти, десять, десяти, восемь, восьми, семь, семи, шесть, шести, пять, пяти, двадцать",
        "vague": "ночью, днем, утром, вечером, летом, зимой, сутки, день, ночь, утро, вечер",
    },
    # Other languages: only common phrases, so that text with them is not offered as a comment.
    "others": {
        "always": "sempre aperto, tutto il giorno, giorno e notte, 24 ore su 24, 24 ore, 24 horas por dia, "
        "sempre aberto, dia e noite, o dia todo, całodobowo, calodobowo, całą dobę, dzien i noc, "
        "cilodobovo, цілодобово, кругласутачна, денонощно, dag en nacht, altijd open, altijd "
        "geopend, dygnet runt, dognet rundt, dogndrift, ympari vuorokauden, nepretrzite, "
        "nepřetrzite, gece gundüz, 7/24, 7 gun 24 saat, 24 saat, gunun her saati, non-stop, 24時間, "
        "24時間年中無休, 24시간, 연중무휴 24시간, 24小时, 24小時, 全天, 全天候, 昼夜, 全天24小时, 24 giờ, "
        "suốt ngày đêm, ตลอด 24 ชั่วโมง, على مدار الساعة",
        "round": "7x24小时, 7*24小时, 24時間365日, 365日24時間",
        "daily": "tutti i giorni, ogni giorno, 7 giorni su 7, todos os dias, diariamente, codziennie, щодня, "
        "alla dagar, alle dage, elke dag, dagelijks, her gun, 毎日, 每天, 매일, 年中無休, 연중무휴",
        "filler": "al giorno, h",
    },
}


def fold(text: str) -> str:
    """Return a text in lower case, in compatibility form and without accents, for comparing words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f").replace("’", "'")


@cache
def lexicon(language: str) -> dict[str, str]:
    """Return folded phrase → meaning for a language, including SHARED; the phrases of the language take precedence."""
    return {
        fold(phrase.strip()): meaning
        for table in (SHARED, LANGUAGES[language])
        for meaning, phrases in table.items()
        for phrase in phrases.split(",")
    }


@cache
def phrase_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern that matches the longest phrase of a language at an offset in folded text."""
    phrases = sorted(lexicon(language), key=len, reverse=True)
    alternatives = "|".join(re.escape(phrase).replace(r"\ ", " +") for phrase in phrases)
    return re.compile(rf"(?:{alternatives})(?:(?!\w)|(?<!\w))")
