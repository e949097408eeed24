"""The official languages of each country, and the English names of languages."""

from __future__ import annotations

from functools import cache
from typing import Literal

# Tags that count as the same language.
_SAME = {"cmn": "zh", "yue": "zh", "tl": "fil", "nb": "no", "nn": "no"}


def base(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region: "pt" for "pt-BR"."""
    language = tag.partition("-")[0].lower()
    return _SAME.get(language, language)


def text_language(choice: str, locale: str = "") -> Literal["en", "ru"]:
    """Return the language of the texts: the one chosen ("ru", "ru-RU"), else that of the locale ("ru_RU.UTF-8").

    English for every language other than Russian.
    """
    tag = (choice or locale).partition(".")[0].replace("_", "-")
    return "ru" if base(tag) == "ru" else "en"


def official(country: str) -> tuple[str, ...]:
    """Return the official languages of a country (ISO 3166-1 or -2), most spoken first; () if they are not known.

    They are official in the whole country, by law or in fact. Regional languages do not count.
    """
    return _official().get(country.partition("-")[0], ())


def name(tag: str) -> str:
    """Return the English name of the language of a BCP 47 tag; the tag itself if the name is not known."""
    return _names().get(tag.partition("-")[0].lower(), tag)


def code_of(name: str) -> str:
    """Return the BCP 47 code of a language from its English name (any case); "" if the name is not known."""
    return next((code for code, english in _names().items() if english.casefold() == name.casefold()), "")


@cache
def _official() -> dict[str, tuple[str, ...]]:
    """Return country code → official languages."""
    rows = [row.split() for row in _COUNTRIES.replace("\n", " ").split(" / ")]
    return {country: tuple(languages) for country, *languages in rows}


@cache
def _names() -> dict[str, str]:
    """Return language code → English name."""
    rows = [row.partition(" ") for row in _NAMES.replace("\n", " ").split(" / ")]
    return {code: english for code, _, english in rows} | {"cmn": "Mandarin", "yue": "Cantonese", "tl": "Tagalog"}


# Source of both tables: Unicode CLDR, from Babel 2.19. Countries: territoryInfo/languagePopulation with officialStatus
# "official" or "de_facto_official". Names: the English locale.
_COUNTRIES = """\
AD ca / AE ar / AF fa ps / AG en / AI en / AL sq / AM hy / AO pt / AR es / AS sm en / AT de / AU en / AW nl pap / AX
sv / AZ az / BA bs hr sr / BB en / BD bn / BE nl fr de / BF fr / BG bg / BH ar / BI rn fr en / BJ fr / BL fr / BM en /
BN ms / BO es qu ay / BQ nl / BR pt / BS en / BT dz / BV no / BW en tn / BY ru be / BZ en / CA en fr / CC en / CD fr /
CF sg fr / CG fr / CH de gsw fr it / CI fr / CK en / CL es / CM fr en / CN zh / CO es / CR es / CU es / CV pt / CW pap
nl / CX en / CY el tr / CZ cs / DE de / DJ fr ar / DK da / DM en / DO es / DZ ar fr / EC es qu / EE et / EG ar / EH ar
/ ER ti en ar / ES es / ET am / FI fi sv / FJ en hif fj / FK en / FM en / FO fo / FR fr / GA fr / GB en / GD en / GE
ka / GF fr / GG en / GH en / GI en / GL kl / GM en / GN fr / GP fr / GQ es fr pt / GR el / GS en / GT es / GU en ch /
GW pt / GY en / HK zh en / HN es / HR hr / HT ht fr / HU hu / ID id / IE en ga / IL he ar / IM en gv / IN hi en / IO
en / IQ ar / IR fa / IS is / IT it / JE en / JM en / JO ar / JP ja / KE sw en / KG ky ru / KH km / KI en gil / KM ar
zdj wni fr / KN en / KP ko / KR ko / KW ar / KY en / KZ ru kk / LA lo / LB ar / LC en / LI de gsw / LK si ta / LR en /
LS st en / LT lt / LU fr lb de / LV lv / LY ar / MA ar fr tzm / MC fr / MD ro / ME sr / MF fr / MG mg fr en / MH en mh
/ MK mk / ML fr / MM my / MN mn / MO zh pt / MP en / MQ fr / MR ar / MS en / MT mt en / MU fr en / MV dv / MW en ny /
MX es / MY ms / MZ pt / NA en / NC fr / NE fr / NF en / NG en yo / NI es / NL nl / NO no / NP ne / NR en na / NU en
niu / NZ en mi / OM ar / PA es / PE es qu / PF fr ty / PG tpi en ho / PH en fil / PK ur en / PL pl / PM fr / PN en /
PR es en / PS ar / PT pt / PW pau en / PY gn es / QA ar / RE fr / RO ro / RS sr / RU ru / RW rw en fr / SA ar / SB en
/ SC fr en / SD ar en / SE sv / SG en zh ms ta / SH en / SI sl / SJ no / SK sk / SL en / SM it / SN wo fr / SO so ar /
SR nl / SS en / ST pt / SV es / SX en nl / SY ar / SZ en ss / TC en / TD ar fr / TF fr / TG fr / TH th / TJ tg / TK
tkl en / TL pt tet / TM tk / TN ar fr / TO to en / TR tr / TT en / TV tvl en / TW zh nan hak / TZ sw en / UA uk ru /
UG sw en / UM en / US en / UY es / UZ uz / VA it / VC en / VE es / VG en / VI en / VN vi / VU bi en fr / WF fr / WS sm
en / XK sq sr / YE ar / YT fr / ZA en / ZM en / ZW sn en nd"""

_NAMES = """\
af Afrikaans / am Amharic / ar Arabic / as Assamese / ay Aymara / az Azerbaijani / ba Bashkir / be Belarusian / bg
Bulgarian / bho Bhojpuri / bi Bislama / bn Bengali / bs Bosnian / bzs Libras / ca Catalan / ch Chamorro / ckb Central
Kurdish / cs Czech / cy Welsh / da Danish / de German / doi Dogri / dv Divehi / dz Dzongkha / el Greek / en English / eo
Esperanto / es Spanish / et Estonian / eu Basque / fa Persian / fi Finnish / fil Filipino / fj Fijian / fo Faroese / fr
French / ga Irish / gd Scottish Gaelic / gil Gilbertese / gl Galician / gn Guarani / gsw Swiss German / gu Gujarati / gv
Manx / hak Hakka Chinese / he Hebrew / hi Hindi / hif Fiji Hindi / hmn Hmong / ho Hiri Motu / hr Croatian / ht Haitian
Creole / hu Hungarian / hy Armenian / id Indonesian / is Icelandic / it Italian / ja Japanese / ka Georgian / kk Kazakh
/ kl Kalaallisut / km Khmer / kn Kannada / ko Korean / kok Konkani / ks Kashmiri / ku Kurdish / ky Kyrgyz / la Latin /
lb Luxembourgish / lo Lao / lt Lithuanian / lv Latvian / mai Maithili / mg Malagasy / mh Marshallese / mi Māori / mk
Macedonian / ml Malayalam / mn Mongolian / mni Manipuri / mr Marathi / ms Malay / mt Maltese / my Burmese / na Nauru /
nan Min Nan Chinese / nd North Ndebele / ne Nepali / niu Niuean / nl Dutch / no Norwegian / ny Nyanja / or Odia / pa
Punjabi / pap Papiamento / pau Palauan / pl Polish / ps Pashto / pt Portuguese / qu Quechua / rm Romansh / rn Rundi / ro
Romanian / ru Russian / rw Kinyarwanda / sa Sanskrit / sat Santali / sd Sindhi / sg Sango / si Sinhala / sk Slovak / sl
Slovenian / sm Samoan / sn Shona / so Somali / sq Albanian / sr Serbian / ss Swati / st Southern Sotho / sv Swedish / sw
Swahili / ta Tamil / te Telugu / tet Tetum / tg Tajik / th Thai / ti Tigrinya / tk Turkmen / tkl Tokelauan / tn Tswana /
to Tongan / tpi Tok Pisin / tr Turkish / tt Tatar / tvl Tuvalu / ty Tahitian / tzm Central Atlas Tamazight / uk
Ukrainian / ur Urdu / uz Uzbek / vi Vietnamese / wo Wolof / xh Xhosa / yi Yiddish / yo Yoruba / zh Chinese / zu Zulu"""
