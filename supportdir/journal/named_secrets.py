"""Secrets beside a word that names them: "PIN 1234", "1234 is my PIN", "code from the SMS: 4821", "password hunter2".

Words are English and Russian, with the word for a password in some other languages; the patterns ignore case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

NamedKind = Literal["pin", "security-code", "password", "one-time-code"]

_PIN_WORDS = (
    r"t?pin(?:[ -]?(?:code|number|no\.?|2|1))?s?|m-?pin"
    r"|(?:тел[её]фонн\w+ )?(?:пин|pin|puk|пук)(?:[ -]?код)?(?:а|у|ом|е|ы)?(?: (?:сим-?)?карты)?"
    r"|puk[12]?(?:[ -]?code)?s?"
)
_SECURITY_WORDS = (
    r"(?:cvv[ -]?2?|cvc[ -]?2?|csc|cvn|цвв|свв)(?:[ -]?(?:codes?|number|код(?:а|ом)?))?|security codes?"
    r"|card (?:security|verification) (?:code|number|value)"
    r"|(?:digits|code|number) on the back of (?:the|my) card|digits on the back(?! of)"
    r"|(?:three|3)[ -]digit code|(?:тр[её]х|3-?х?[ -]?)значн\w+ код(?:а|ом)?"
    r"|код(?:а|ом)? безопасности|(?:защитн|проверочн)\w+ код(?:а|ом)? карты|(?:цифр[ыа]|код) на обороте(?: карты)?"
)
_BY_MESSAGE = r"(?:in|from|by|via) (?:(?:the|an?|my) )?(?:sms|text(?: message)?)"
_ONE_TIME_WORDS = (
    r"t?otp|(?:one[ -]?time|single[ -]use|verification|confirmation|authentication|login|2fa|sms|text(?: message)?)"
    rf"[ -](?:pass)?(?:code|pin|password)s?|codes? (?:sent )?(?:{_BY_MESSAGE}|from (?:the|my) (?:e-?mail|app))"
    r"|код(?:а|ом|ы)? (?:из|в|по) (?:смс|sms|сообщени[яе]|письм[ае]|приложени[яе]|push|пуш)(?:[ -]?сообщени[яе])?"
    r"|(?:four|six|[4-8])[ -]digit code|(?:(?:четыр[её]х|шести)|[4-8]-?х?[ -]?)значн\w+ код(?:а|ом)?"
    r"|(?:m|push|photo|chip|sms|app)-?tan|(?-i:TAN)"
    r"|(?:смс|sms)[ -]?код(?:а|ом|ы)?|код(?:а|ом|ы)? подтверждения|(?:одноразов|проверочн)\w+ (?:код|парол)\w*"
)
_PASSWORD_WORDS = (
    r"pass(?:word|code|phrase)s?|passwd|pwd|pw|pass phrase|(?:memorable|security|secret|code) word"
    r"|passwort|kennwort|mot de passe|contrase[nñ]a|senha|wachtwoord|has[lł]o"
    r"|парол(?:ь|я|ю|ем|е|и)|(?:кодов|секретн|контрольн)\w+ (?:слов\w+|фраз\w+)"
)

# Words that name a secret only with a sign after them: "pass: x", not "boarding pass".
_PASSWORD_IF_SIGNED = (
    r"(?:(?<!boarding )(?<!bus )(?<!rail )(?<!travel )(?<!season )(?<!day )(?<!guest )(?<!ski )(?<!i )"
    r"pass(?:[ -]word)?|пасс)"
)

# Between the word and the secret: "for my card", "от личного кабинета", then "is", ":" and the like.
_OTHER_NUMBER = (
    r"(?!(?:case|ticket|order|request|ref|reference|number|phone|is|was|обращени\w+|заявк\w+|заказ\w*|номер\w*|"
    r"телефон\w*|это|был\w?)\b)"
)
_WORD = rf"(?:[ \t]+{_OTHER_NUMBER}[^\W\d_]+)"
_BEFORE_LINK = r"(?=[ \t]*[:=]|[ \t]+(?:is|was|это|был)\b)"
_ABOUT = rf"(?:[ \t]+(?:for|of|from|on|to|at|от|для|на|с|к|по|в|у){_WORD}{{1,3}}?)?"
_ABOUT_NUMBER = rf"(?:{_WORD}{{1,5}}?{_BEFORE_LINK}|{_ABOUT})"  # also "that I use is", "мой:"
_CHANGED = (
    r"(?:(?:(?:has|have|had) been|was|is|were|been|got|был\w?)[ \t]+)?"
    r"(?:(?:changed|reset|set|updated)[ \t]+to|(?:измен\w+|смен\w+|поменя\w+|обнов\w+)[ \t]+на)"
)
_LINK = (
    rf"(?:[ \t]*(?:[:=#]|->|-)[ \t]*|[ \t]+(?:{_CHANGED}|now|теперь)\b"
    r"|(?:['’]s|[ \t]+(?:is|was|are|were|of|это|был|была|было|мой|моя|my|the))\b(?:[ \t]*[:=])?)"
)
_NEXT = r"(?:[ \t]*(?:,|/|;|\b(?:and|or|then|и|или|потом)\b)[ \t]*)"
# Digits that are not a part of a date, a phone number or an amount.
_DIGITS = r"(?:\d[ \u200b-]?){2,11}\d(?!\d|[.:/-]\d|,\d)"
_CODE = rf"(?<![\d.+-]){_DIGITS}"
_CODE_AFTER = rf"(?<![\d.+])(?<!\d-){_DIGITS}"
_ONE_TIME = rf"(?<![\d.+-])(?:\b[a-z]{{1,3}}-?)?{_DIGITS}"

_NUMERIC: tuple[tuple[NamedKind, str, str], ...] = (
    ("one-time-code", _ONE_TIME_WORDS, _ONE_TIME),
    ("security-code", _SECURITY_WORDS, _CODE_AFTER),
    ("pin", _PIN_WORDS, _CODE_AFTER),
)


def _numeric_pattern(words: str, code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{words})(?![^\W\d]){_ABOUT_NUMBER}(?:{_LINK}){{0,3}}[ \t\n\"'«“(]*"
        rf"(?P<codes>{code}(?:{_NEXT}{code})*)",
        re.IGNORECASE,
    )


_AFTER = [(kind, _numeric_pattern(words, code), re.compile(code, re.IGNORECASE)) for kind, words, code in _NUMERIC]

_ANY_WORD = "|".join((_ONE_TIME_WORDS, _SECURITY_WORDS, _PIN_WORDS, _PASSWORD_WORDS))
_BEFORE = re.compile(
    rf"(?P<code>{_CODE})[\"'»”)]*(?:[ \t]*[-=][ \t]*|[ \t]+(?:is|was|это|был)\b)?"
    r"(?:[ \t]*(?:это|as|my|the|her|his|our|мой)\b)*[ \t]+"
    rf"(?:{_ANY_WORD}|{_BY_MESSAGE}|из (?:смс|sms))(?!\w)(?![ \t]*[:=])",
    re.IGNORECASE,
)
_CODE_FROM_MESSAGE = re.compile(
    rf"(?<!\w)(?:code|код(?:а|ом)?)(?:{_LINK})?[ \t]+(?P<code>{_ONE_TIME})[ \t]*,?[ \t]*"
    rf"(?:(?:that )?(?:came |was sent )?{_BY_MESSAGE}|(?:пришедш\w+ )?(?:из|в|по) (?:смс|sms))(?!\w)",
    re.IGNORECASE,
)

# "Code" alone names many numbers; six digits that nothing else names are one to sign in or to confirm with.
_SIX_DIGITS = r"\d{3}[ -]?\d{3}(?![\d\w]|[.:/-]\d)"
_BARE_CODE = re.compile(
    r"(?:^|[.,;:!?(\n«\"]|(?<!\w)(?:my|the|a|this|that|his|her|their|your|me|him|us|them|and|or|with|gave|said|read|told|"
    r"sent|got|received|entered|typed|had|мой|этот|новый|мне|им|ей|ему|и|назвал\w*|сказал\w*|продиктовал\w*|дал\w*|"
    r"приш[её]л|прислали|вв[её]л\w*))[ \t]*(?<!\w)(?:code|код(?:а|ом)?)"
    rf"(?:{_LINK}){{0,2}}[ \t\"'«“(]*(?<![\d.+-])(?P<code>{_SIX_DIGITS})"
    rf"|(?<![\d.+-])(?P<before>{_SIX_DIGITS})[ \t]+(?:is|was|это)[ \t]+(?:(?:the|my|мой)[ \t]+)?(?:code|код)"
    r"(?=[ \t]*(?:[.,;!?)\n]|$))",
    re.IGNORECASE,
)
# A code that was sent has four to eight digits: "the code I got was 4821", "пришёл код 4821".
_SENT_DIGITS = r"(?<![\d.+-])(?P<code>\d(?:[ -]?\d){3,7}(?![\d\w]|[.:/-]\d|,\d))"
_SENT_CODE = re.compile(
    r"(?<!\w)(?:(?:the|my) (?:new )?code (?:that |which )?(?:(?:i|we) (?:got|received|was sent|had)"
    r"|(?:they|he|she|you) (?:sent|texted|e-?mailed)(?: (?:me|us|him|her))?|(?:came|arrived))[ \t]*(?:is|was|:|=)"
    r"|(?:sent|texted|e-?mailed) (?:(?:me|us|him|her) )?(?:(?:the|an?|new) )*code(?: is| was|:)?"
    r"|received (?:(?:the|an?|new) )*code(?: is| was|:)?"
    r"|(?:приш[её]л|приходит|прислал\w?|выслал\w?|отправил\w?|получил\w?)"
    r"(?: (?:мне|нам|новый|такой|на \w+))* код\w?[ \t]*[:-]?"
    r"|код,? ?(?:котор\w+ )?(?:мне )?(?:приш[её]л|прислал\w?|выслал\w?|получил\w?)(?: мне)?"
    r"[ \t]*(?:[:,-]|это)?"
    r"|(?:смс|sms|сообщени\w|письм\w) с (?:\w+ )?кодом[ \t]*[:-]?"
    r"|(?:sms|text(?: message)?) with (?:the|a) code[ \t]*:?)"
    rf"[ \t]*{_SENT_DIGITS}",
    re.IGNORECASE,
)

# A password may be any word. After a sign or in quotes it is taken; after "is" if the word is none of those that say
# something about a password; alone if it does not look like a word, or if it is none of those and ends the clause.
_STATES = (
    r"an?|the|not?|now|still|too|be(?:en|ing)?|it|in|on|at|to|for|of|and|or|but|that|this|was|is|are|has|had|have|i|we|"
    r"you|he|she|they|who|which|what|how|why|where|when|while|if|so|then|than|with(?:out)?|from|via|by|over|as|after|"
    r"before|since|until|because|there|here|only|also|just|first|later|soon|again|twice|once|today|tomorrow|yesterday|"
    r"online|please|either|instead|any ?more|do|does\w*|did\w*|can\w*|could\w*|would\w*|will|should\w*|may|might|must|"
    r"reset\w*|chang\w+|wrong\w*|right|correct\w*|incorrect|expir\w+|requir\w+|request\w*|need\w*|valid\w*|invalid|"
    r"accept\w*|reject\w*|refus\w+|block\w*|lock\w*|lost|forgot\w*|unknown|known|old|new|weak|strong|short|long|sent|"
    r"missing|work\w*|never|always|fail\w*|ask\w*|said|told|given|set|setting\w*|stor\w+|saved|enter\w*|entry|typed|"
    r"provid\w+|shar\w+|updat\w+|confirm\w*|verif\w+|authenti\w+|check\w*|problem\w*|issue\w*|trouble\w*|error\w*|"
    r"recover\w*|manag\w+|link\w*|page|screen|field|box|prompt|hint|polic\w+|rules?|strength|length|protect\w*|"
    r"log-?in|log|sign|generat\w+|attempts?|security|questions?|form|e-?mails?|letters?|sms|text|codes?|numbers?|itself|"
    r"process|procedure|etc|active|inactive|ok(?:ay)?|fine|good|safe|disabled|enabled|different|gone|something|"
    r"another|one|its?|their|his|her|my|your|default|factory|mask\w*|whole|options?|support|help|"
    r"не|нет|на|в|от|для|к|и|или|а|но|по|с|у|из|через|был\w?|это|уже|ещ[её]|больше|снова|опять|тоже|также|потом|никому|"
    r"дважды|вчера|сегодня|завтра|он\w?|мне|им|ему|чтобы|если|когда|котор\w+|(?:не)?верн\w*|(?:не)?правильн\w*|забы\w+|"
    r"измен\w+|сбр[ао]\w+|смен\w+|поменя\w+|восстан\w+|нуж\w+|треб\w+|ист[её]к\w*|устар\w+|просроч\w+|подош\w+|"
    r"подход\w+|работа\w+|прин\w+|отправ\w+|при(?:ш|сл|д|ход)\w+|выда\w+|нов\w+|стар\w+|друг\w+|надо|спр\w+|прос\w+|ввод\w*|"
    r"вв[её]\w+|блок\w+|заблок\w+|сообщ\w+|говор\w+|сказ\w+|назв\w+|назыв\w+|дал\w?|да[юё]т|есть|целиком|полн\w+"
)
# After a sign, these begin a sentence about a password if another word follows: "password: must be changed".
_SENTENCE = (
    r"(?!(?:not?|needs?|must|should|has|have|had|is|was|will|can\w*|could\w*|did\w*|does\w*|do|to|reset|chang\w+|"
    r"expir\w+|requir\w+|forgot\w*|wrong|asked|please|they|he|she|i|we|не|нет|нуж\w+|надо|требу\w+|был\w?|будет|"
    r"сбр[ао]\w+|смен\w+|измен\w+|поменя\w+|восстан\w+|забы\w+|ист[её]к\w*|просроч\w+|просят|просили|спр[ао]\w+|"
    r"обещ\w+|я|он\w?|они|мы|мне)[ \t]+(?:[^\W\d_]|\*))"
)
# "Сменили пароль на сайте": where, not to what.
_NO_PLACE = r"(?![а-яё-]+(?<!ц)е(?!\w))"
_QUOTED = r"""(?!.\*+["'»”“])(?:"[^"\n]{1,80}"|'[^'\n]{1,80}'|«[^»\n]{1,80}»|“[^”\n]{1,80}”|„[^“”\n]{1,80}[“”])"""
_NOT_MASKED = r"""(?!["'«“„]?\*+(?:\W|$))"""
_END = r"""[^\s,;.»”"')]"""  # the last character of a password; before it, any that is no space
_TOKEN = rf"{_NOT_MASKED}\S*{_END}"
_ODD_TOKEN = rf"""(?=\S*(?:\d|[^\W\d_][^\w\s.,;:!?)»”"'-])){_TOKEN}"""
_IS = r"(?:['’]s|[ \t]+(?:is|was|это|был|была|было))"
_ENDS_CLAUSE = r"(?=[ \t]*(?:[.,;!?)\n]|$|(?:and|but|и|а|но)(?!\w)))"
_PASSWORD = re.compile(
    rf"(?<!\w)(?:(?:(?:{_PASSWORD_WORDS})(?!\w){_ABOUT}|{_PASSWORD_IF_SIGNED}(?=[ \t]*[:=]))"
    rf"(?:[ \t]*(?:[:=]|->|[ ]-[ ])[ \t\n]*(?:{_QUOTED}|{_SENTENCE}(?P<after_sign>{_TOKEN}))"
    rf"|(?:{_IS}(?:[ \t]+(?:now|currently|теперь))?"
    rf"|[ \t]+(?:{_CHANGED}(?=[ \t]+{_NO_PLACE})|now|теперь))(?:[ \t]*[:=-])?[ \t]+"
    rf"(?:{_QUOTED}|(?!(?:{_STATES})(?!\w))(?P<after_is>{_TOKEN}))"
    rf"|[ \t]+(?:{_QUOTED}|(?P<alone>{_ODD_TOKEN})))"
    r"|(?:chang|reset|set|updat)\w*[ \t]+(?:(?:the|my|our|his|her|their|this|new|old)[ \t]+)*"
    rf"(?:{_PASSWORD_WORDS})[ \t]+to[ \t]+(?:{_QUOTED}|(?!(?:{_STATES})(?!\w))(?P<changed>{_TOKEN}){_ENDS_CLAUSE})"
    r"|(?:измени|смени|поменя|обнови|меня)\w*[ \t]+(?:(?:мой|свой|новый|старый)[ \t]+)*"
    rf"(?:{_PASSWORD_WORDS})[ \t]+на[ \t]+(?:{_QUOTED}|(?!(?:{_STATES})(?!\w))"
    rf"{_NO_PLACE}(?P<changed_to>{_TOKEN}){_ENDS_CLAUSE})"
    rf"|(?:{_PASSWORD_WORDS})[ \t]+(?!(?:{_STATES})(?!\w))"
    rf"(?P<word>(?-i:[A-ZА-ЯЁ])[^\W\d_]*|[^\W\d_]+{_ENDS_CLAUSE}))",
    re.IGNORECASE,
)
# After other words, it is taken only if it does not look like a word.
_PASSWORD_AFTER_WORDS = re.compile(
    rf"(?<!\w)(?:{_PASSWORD_WORDS})(?!\w){_WORD}{{1,5}}?(?:[ \t]*[:=][ \t]*|[ \t]+(?:is|was|это|был)[ \t]+)"
    rf"(?P<password>(?!https?://){_ODD_TOKEN})",
    re.IGNORECASE,
)
# In a sentence after a sign, a token of letters and digits; also after "is" in other languages.
_PASSWORD_IN_SENTENCE = re.compile(
    rf"(?<!\w)(?:{_PASSWORD_WORDS})(?!\w)(?:[ \t]*[:=](?:[ \t]*[^\W\d_]+){{1,5}}?|[ \t]+(?:ist|lautet|es|est|é|era))"
    rf"[ \t]+(?P<password>(?!https?://)(?=[^\W\d_]+\d){_ODD_TOKEN})",
    re.IGNORECASE,
)
_QUOTED_AT_END = re.compile(rf"(?:{_QUOTED})$")


def named_secrets(plain: str) -> Iterator[tuple[NamedKind, int, int]]:
    """Yield the kind, the start and the end of each secret beside a word that names it; they may overlap.

    The digits of the text are 0 to 9, its dashes "-".
    """
    yield from _after_words(plain)
    yield from _before_words(plain)


def _after_words(plain: str) -> Iterator[tuple[NamedKind, int, int]]:
    for kind, pattern, code in _AFTER:
        for match in pattern.finditer(plain):
            for found in code.finditer(plain, *match.span("codes")):
                yield kind, *found.span()
    for match in _CODE_FROM_MESSAGE.finditer(plain):
        yield "one-time-code", *match.span("code")
    for match in _BARE_CODE.finditer(plain):
        yield "one-time-code", *match.span("code" if match["code"] else "before")
    for match in _SENT_CODE.finditer(plain):
        yield "one-time-code", *match.span("code")
    for match in _PASSWORD.finditer(plain):
        yield "password", *_password_span(match)
    for pattern in (_PASSWORD_AFTER_WORDS, _PASSWORD_IN_SENTENCE):
        for match in pattern.finditer(plain):
            yield "password", *match.span("password")


def _password_span(match: re.Match[str]) -> tuple[int, int]:
    for group in ("after_sign", "after_is", "alone", "changed", "changed_to", "word"):
        if match[group] is not None:
            return match.span(group)
    quoted = _QUOTED_AT_END.search(match[0])
    assert quoted is not None  # the only other alternative
    return match.start() + quoted.start() + 1, match.end() - 1


def _before_words(plain: str) -> Iterator[tuple[NamedKind, int, int]]:
    for match in _BEFORE.finditer(plain):
        yield _kind_of(match[0][len(match["code"]) :]), *match.span("code")


def _kind_of(words: str) -> NamedKind:
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return "one-time-code"


_KINDS: tuple[tuple[NamedKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))
    for kind, words in (*((kind, words) for kind, words, _ in _NUMERIC), ("password", _PASSWORD_WORDS))
)
