"""Which parts of a text are taken for secrets, and which are left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir.journal.secrets import find_secrets, masked

# 4111…, 5555…, 3782… are test numbers that payment services publish; no card has them.
FOUND = [
    # Cards
    ("paid with 4111111111111111 today", "paid with **** today"),
    ("4111 1111 1111 1111", "****"),
    ("4111-1111-1111-1111.", "****."),
    ("4111.1111.1111.1111", "****"),
    ("4111 - 1111 - 1111 - 1111", "****"),
    ("4111–1111–1111–1111", "****"),
    ("4111\u00a01111\u202f1111\u20091111", "****"),
    ("4111\n1111\n1111\n1111", "****"),
    ("4\u200b1\u200b1\u200b1\u200b1111\u206011111111", "****"),
    ("card:4111_1111_1111_1111", "card:****"),
    ("3782 822463 10005 and 5555555555554444", "**** and ****"),
    ("2200 0000 0000 0053 (Мир)", "**** (Мир)"),
    ("4222222222222", "****"),
    ("6304000000000000000 Maestro", "**** Maestro"),
    ("4111111111111111 5555555555554444", "**** ****"),
    ("4111 1111 1111 11112027", "****2027"),
    ("٤١١١ ١١١١ ١١١١ ١١١١", "****"),
    ("４１１１１１１１１１１１１１１１", "****"),
    ("४१११११११११११११११", "****"),
    ("ref00004111111111111111000x", "ref0000****000x"),
    ("4111 1111 1111 1111 12/27 123", "**** 12/27 123"),
    ("+4111111111111111", "+****"),
    ("card 4111 1111 1111 1111 on 2026-04-18", "card **** on 2026-04-18"),
    # PIN
    ("PIN 1234", "PIN ****"),
    ("my pin is 1234", "my pin is ****"),
    ("PIN-code: 12 34", "PIN-code: ****"),
    ("the PIN number was 1234.", "the PIN number was ****."),
    ("PIN for my card is 1234", "PIN for my card is ****"),
    ("PINs 1234 and 5678", "PINs **** and ****"),
    ("pin=0000", "pin=****"),
    ("PIN: ١٢٣٤", "PIN: ****"),
    ("I told them PIN1234", "I told them PIN****"),
    ("the PIN that he asked for is 1234", "the PIN that he asked for is ****"),
    ("ПИН мой: 1234", "ПИН мой: ****"),
    ("1234 is my PIN", "**** is my PIN"),
    ("ПИН 1234", "ПИН ****"),
    ("ПИН-код: 1234", "ПИН-код: ****"),
    ("пин код от карты 1234", "пин код от карты ****"),
    ("мой пин — 1234", "мой пин — ****"),
    ("пинкод 123456", "пинкод ****"),
    ("1234 — мой ПИН", "**** — мой ПИН"),
    # CVV
    ("CVV 123", "CVV ****"),
    ("cvc2: 123", "cvc2: ****"),
    ("CVV on the back 123", "CVV on the back ****"),
    ("the security code is 1234", "the security code is ****"),
    ("CVV-код 123", "CVV-код ****"),
    ("CVV код: 123", "CVV код: ****"),
    ("код безопасности 123", "код безопасности ****"),
    # One-time codes
    ("OTP 123456", "OTP ****"),
    ("one-time code: 123 456", "one-time code: ****"),
    ("one-time password is 123456", "one-time password is ****"),
    ("the code from the SMS was 4821", "the code from the SMS was ****"),
    ("SMS code G-123456", "SMS code ****"),
    ("verification code 482193", "verification code ****"),
    ("code 4821 from the text", "code **** from the text"),
    ("код из смс 4821", "код из смс ****"),
    ("код из СМС: 4821", "код из СМС: ****"),
    ("Код подтверждения — 4821", "Код подтверждения — ****"),
    ("код 4821 из смс", "код **** из смс"),
    ("одноразовый код 4821", "одноразовый код ****"),
    ("смс-код 4821", "смс-код ****"),
    # Passwords
    ("password: hunter2", "password: ****"),
    ("Password = correct-horse, then", "Password = ****, then"),
    ("password hunter2.", "password ****."),
    ("my password is swordfish", "my password is ****"),
    ('password is "two words" ok', 'password is "****" ok'),
    ("passcode 991122", "passcode ****"),
    ("the password I use is hunter2", "the password I use is ****"),
    ("Пароль мой: Лето2026", "Пароль мой: ****"),
    ("пароль: солнце", "пароль: ****"),
    ("Пароль от личного кабинета: Qwerty1!", "Пароль от личного кабинета: ****"),
    ("пароль qwerty123", "пароль ****"),
    ("пароль — солнце", "пароль — ****"),
    ("кодовое слово: ромашка", "кодовое слово: ****"),
    ("кодовое слово «белая ромашка»", "кодовое слово «****»"),
    ("memorable word is daisy", "memorable word is ****"),
    # As people write them
    ("password qwerty", "password ****"),
    ("my password qwerty", "my password ****"),
    ("мой пароль x", "мой пароль ****"),
    ("мой пароль солнце", "мой пароль ****"),
    ("пароль солнце", "пароль ****"),
    ("my password is x", "my password is ****"),
    ("pw: x", "pw: ****"),
    ("pw x1", "pw ****"),
    ("pass: x", "pass: ****"),
    ("pass = hunter", "pass = ****"),
    ("login bob, pass: x", "login bob, pass: ****"),
    ("pwd: hunter", "pwd: ****"),
    ("pwd hunter", "pwd ****"),
    ("My PIN's 1234", "My PIN's ****"),
    ("my pin's: 1234", "my pin's: ****"),
    ("password's swordfish", "password's ****"),
    ("My password’s hunter2", "My password’s ****"),
    ("code 445566", "code ****"),
    ("the code is 445566", "the code is ****"),
    ("code: 445566", "code: ****"),
    ("код 445566", "код ****"),
    ("Код: 445566", "Код: ****"),
    ("мой код 445566", "мой код ****"),
    ("I read them code 445 566", "I read them code ****"),
    ("they sent me the code 445566 today", "they sent me the code **** today"),
    ("memorable word Rex", "memorable word ****"),
    ("memorable word: Rex", "memorable word: ****"),
    ("my memorable word is rex", "my memorable word is ****"),
    ("memorable word rex", "memorable word ****"),
    ("кодовое слово ромашка", "кодовое слово ****"),
    ("кодовое слово Ромашка и адрес", "кодовое слово **** и адрес"),
    ("мое кодовое слово — ромашка", "мое кодовое слово — ****"),
    ("CVC 123", "CVC ****"),
    ("cvc is 123", "cvc is ****"),
    ("CVV2 code 123", "CVV2 code ****"),
    ("cvv/cvc 123", "cvv/cvc ****"),
    ("CVV: 123", "CVV: ****"),
    ("CVV-123", "CVV-****"),
    ("three digits on the back 123", "three digits on the back ****"),
    ("the 3 digits on the back are 123", "the 3 digits on the back are ****"),
    ("три цифры на обороте 123", "три цифры на обороте ****"),
    ("last three digits on the back: 123", "last three digits on the back: ****"),
    ("CVV code is 123", "CVV code is ****"),
    ("cvv was 123", "cvv was ****"),
    ("security code 123", "security code ****"),
    ("PINs: 1234 / 4321", "PINs: **** / ****"),
    ("pin code's 1234", "pin code's ****"),
    ("PIN of 1234", "PIN of ****"),
    ("PIN - 1234", "PIN - ****"),
    ("PIN (1234)", "PIN (****)"),
    ("ПИН у меня 1234", "ПИН у меня ****"),
    ("пин-код карты 1234", "пин-код карты ****"),
    ("secret word Rex", "secret word ****"),
    ("otp is 445566", "otp is ****"),
    ("445566 is the code", "**** is the code"),
    ("my password: x", "my password: ****"),
    ("PIN No. 1234", "PIN No. ****"),
    ("the pin no is 1234", "the pin no is ****"),
    ("telephone banking password Rex1", "telephone banking password ****"),
    ("Online password hunter, PIN 1234", "Online password ****, PIN ****"),
    ("passwd hunter", "passwd ****"),
    ("пасс: x", "пасс: ****"),
    ("пароль был qwerty", "пароль был ****"),
    ("логин bob пароль qwerty", "логин bob пароль ****"),
    # PIN with a Russian ending, in Latin letters
    ("PIN-код 1234", "PIN-код ****"),
    ("PIN-код карты 1234", "PIN-код карты ****"),
    ("PIN-код: 1234", "PIN-код: ****"),
    ("PIN код 1234", "PIN код ****"),
    ("Pin-код — 1234", "Pin-код — ****"),
    ("PIN-код 1234 от карты", "PIN-код **** от карты"),
    ("сказал PIN-кода 1234", "сказал PIN-кода ****"),
    ("1234 — PIN-код", "**** — PIN-код"),
    ("PUK 12345678", "PUK ****"),
    ("PUK-код: 12345678", "PUK-код: ****"),
    ("PIN was changed to 1234", "PIN was changed to ****"),
    ("пин сменили на 1234", "пин сменили на ****"),
    # Codes that came
    ("the code I got was 456789", "the code I got was ****"),
    ("the code they sent me is 4821", "the code they sent me is ****"),
    ("they sent me a code 4821", "they sent me a code ****"),
    ("пришёл код 4455", "пришёл код ****"),
    ("мне прислали код: 445566", "мне прислали код: ****"),
    ("код пришёл 4455", "код пришёл ****"),
    ("TAN 123456", "TAN ****"),
    ("photoTAN: 123456", "photoTAN: ****"),
    ("трёхзначный код 123", "трёхзначный код ****"),
    ("3-digit code is 123", "3-digit code is ****"),
    ("six-digit code 445566", "six-digit code ****"),
    ("6-значный код 445566", "6-значный код ****"),
    # Passwords that were changed, and in other languages
    ("My new password is now hunter2", "My new password is now ****"),
    ("my password is now swordfish", "my password is now ****"),
    ("password was changed to hunter2", "password was changed to ****"),
    ("they reset my password to hunter2", "they reset my password to ****"),
    ("changed the password to swordfish", "changed the password to ****"),
    ("пароль теперь hunter2", "пароль теперь ****"),
    ("пароль сменили на hunter2", "пароль сменили на ****"),
    ("сменил пароль на солнце", "сменил пароль на ****"),
    ("Passwort: Geheim1", "Passwort: ****"),
    ("contraseña: secreto9", "contraseña: ****"),
    ("mot de passe : secret9", "mot de passe : ****"),
    ("Pass word: hunter2", "Pass word: ****"),
    # Card numbers with a mistyped digit
    ("номер карты 2202201234567890", "номер карты ****"),
    ("card number 2202 2012 3456 7890", "card number ****"),
    ("карта 2202 2012 3456 7890 списана", "карта **** списана"),
    ("my card is 4111 1111 1111 1112", "my card is ****"),
    ("с карты 4111111111111112", "с карты ****"),
    ("4111-1111-1111-1112 is my card", "**** is my card"),
    ("order 17, card 4111111111111111", "order 17, card ****"),
    # Several
    (
        "card 5555 5555 5555 4444, CVV 123, PIN 4321, call +44 20 7946 0123",
        "card ****, CVV ****, PIN ****, call +44 20 7946 0123",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_secret_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert find_secrets(masked(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+44 20 7946 0123",
        "call 020 7946 0123 or 020 7946 0456",
        "+1 202 555 0143, +1 202 555 0199",
        "0044 20 7946 0123",
        "+49 1512 3456789",
        "8 (800) 555-01-23",
        "case 20260418-0017",
        "case number 10293847",
        "обращение № 1234567890",
        "ticket A-1017-2026",
        "on 2026-04-18 at 09:30, again on 2026-04-19",
        "18.04.2026 09:30, 19.04.2026 10:15",
        "4111 1111 1111 1112",
        "0000 0000 0000 0000",
        "invoice 4500 of 2026",
        "error code 1234",
        "code 1234",
        "postal code 20095",
        "promo code 2026",
        "the pin is bent",
        "pinned 1234 times",
        "spinning 1234",
        "they asked for my PIN and I refused",
        "password reset",
        "the password was reset",
        "my password is wrong",
        "forgot password, waited 45 minutes",
        "пароль не подходит",
        "забыл пароль, звонил 18.04.2026",
        "пароль был сброшен",
        "change the PIN, case 12345",
        "the PIN for case 12345",
        "security question",
        "a passage of 1200 words",
        "IMEI 490154203237518",
        "IMEI: 49 015420 323751 8",
        "+7 495 123-45-67",
        "IBAN DE89 3704 0044 0532 0130 00",
        "order 2026-0417-1234-5678",
        "password reset page: https://www.acme.example/reset?id=7",
        "password reset page is broken",
        "changed the PIN and the case is 12345",
        "CVV is 3 digits",
        "PIN was sent by post in 2026",
        "код из смс никому не говорить",
        "ПИН-кода не спрашивали, обращение 123456",
        "PIN pad",
        "PIN pad 1234",
        "press 1234#",
        "enter the PIN and press 1234#",
        "case 445566",
        "the code for case 445566",
        "postcode 445566",
        "post code 445566",
        "postal code 445566",
        "error code 619",
        "error code 619445",
        "fault code 445566",
        "ZIP code 902101",
        "area code 0207946",
        "promo code 445566",
        "discount code 445566",
        "sort code 20-00-00",
        "sort code 200000",
        "booking code 445566",
        "tax code 1257",
        "call 020 7946 0123",
        "password problem",
        "password problems",
        "forgot password twice",
        "password changed",
        "password manager",
        "password reset link",
        "forgot my password, twice",
        "they reset my password yesterday",
        "my password expired",
        "my password again",
        "пароль сбросили",
        "пароль изменили",
        "новый пароль пришлют",
        "пароль не принимает",
        "мой пароль сбросили вчера",
        "кодовое слово не спрашивали",
        "кодовое слово спросили",
        "кодовое слово никому не говорить",
        "memorable word was asked",
        "memorable word required",
        "asked for memorable word twice",
        "boarding pass: B12",
        "bus pass: 445566",
        "pass the case on",
        "I pass: they refused",
        "пропуск 445566",
        "code of conduct 2026",
        "dress code: smart",
        "country code: 44",
        "the code was wrong",
        "code is 3 digits",
        "the code expired",
        "код ошибки 619",
        "код ошибки 445566",
        "почтовый код 445566",
        "код города 495",
        "код товара 445566",
        "PIN's wrong",
        "the PIN's 4 digits long",
        "the last three digits of case 123",
        "three digits on the back",
        "CVV number",
        "PIN blocked, case 123456",
        "password protected",
        "password strength",
        "password hint",
        "password field",
        "password required",
        "password policy",
        "password box",
        "pin number",
        "wrong password error",
        "the tax code is 445566",
        "the new tax code was wrong",
        "QR code 445566",
        "order code 445566",
        "product code 445566",
        "code review 445566",
        "source code 445566",
        "they use a code word",
        "password and PIN",
        "password or PIN",
        "password for the app",
        "мой пароль не подошёл",
        "memorable word or date",
        "secret word they asked for",
        "the last digits on the back of the device 4455",
        "serial number on the back 445566",
        "model code on the back: 4455",
        "my pw works",
        "code 445566789",
        "номер заявки 445566",
        "My password Manager broke",
        "PIN ****, password: ****",
        "пароль: нужно сменить до 05.12.2026",
        "password: must be changed by 05.12.2026",
        "пароль: не подходит",
        "Password: they asked for it twice",
        "my password is now active",
        "password was changed to something else",
        "they reset my password to a new one",
        "change my password to be safe",
        "пароль сменили на новый",
        "changed the PIN to a new one, case 123456",
        "the error code I got was 445566",
        "I got error code 4455",
        "пришёл код ошибки 4455",
        "пришёл код товара 4455",
        "tan shoes 4455",
        "PIN-код заблокирован, обращение 123456",
        "PIN-код не спрашивали",
        "three-digit error code 123",
        "order 4000001234567899",
        "order number: 4000001234567899",
        "case 4000 0012 3456 7899",
        "заказ № 4000001234567899",
        "обращение 4000001234567899",
        "по заявке номер 4000001234567899",
        "the card was for order 4111111111111112",
        "library card 1234 5678 9012 3456",
        "card 20260418-0017",
        "SIM card 89441234567890123456",
        "карта лояльности 1000201234567890",
        "обращение 2202201234567890 по карте",
        'password is "****"',
        "кодовое слово «****»",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("4111111111111111", ["card"]),
        ("PIN 1234, CVV 123", ["pin", "security-code"]),
        ("код из смс 4821, пароль: солнце", ["one-time-code", "password"]),
        ("1234 is my PIN", ["pin"]),
        ("482193 from the SMS", ["one-time-code"]),
    ],
)
def test_the_kind_of_a_secret(text: str, kinds: list[str]) -> None:
    assert [secret.kind for secret in find_secrets(text)] == kinds


def luhn(digits: str) -> str:
    """Return the digits with their check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


CARDS = st.tuples(st.sampled_from("3456"), st.text("0123456789", min_size=11, max_size=17)).map(
    lambda parts: luhn("".join(parts))
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Nd", "No"], exclude_characters="+"), max_size=20)


@given(WORDS, CARDS, WORDS, st.sampled_from(["", " ", "-", ".", "–", "\u00a0"]), st.integers(2, 6))
def test_no_card_number_survives(before: str, card: str, after: str, separator: str, group: int) -> None:
    written = separator.join(card[start : start + group] for start in range(0, len(card), group))
    assert not set(masked(f"{before},{written},{after}")) & set("0123456789")


@given(st.text(max_size=60) | st.lists(st.sampled_from([text for text, _ in FOUND]), max_size=4).map(" ".join))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.text(max_size=80))
def test_secrets_are_in_order_and_do_not_overlap(text: str) -> None:
    edges = [edge for secret in find_secrets(text) for edge in (secret.start, secret.end)]
    assert edges == sorted(edges)
    assert all(secret.start < secret.end <= len(text) for secret in find_secrets(text))


@given(st.text(st.characters(exclude_categories=["Cs", "Nd", "No"]), max_size=80))
def test_text_without_digits_and_secret_words_is_unchanged(text: str) -> None:
    if not any(word in text.lower() for word in ("pass", "pw", "word", "пар", "пасс", "слов", "фраз")):
        assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "4111 " * 4000,
        "4" * 20000,
        "1 2 3 " * 5000,
        "password " * 4000,
        "password" + " " * 20000 + "x",
        "pin for a " * 4000,
        "pin is is " * 4000,
        "код из " * 4000,
        "пароль от " * 4000,
        "password: " + '"' * 20000,
        "a" * 50000,
    ],
    ids=lambda text: text[:12],
)
def test_a_long_text_is_searched_quickly(text: str) -> None:
    start = time.perf_counter()
    masked(text)
    assert time.perf_counter() - start < 3  # it takes less than 0.2
