"""Letters as a whole, in both languages, with everything given and with nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportdir import advice
from supportdir.characters import hidden
from supportdir.errors import UsageError
from supportdir.letters import LETTER_KINDS, CallRecord, Letter, LetterFields, LetterKind, format_date, letter, mailto

CALL = CallRecord(
    at=datetime(2026, 11, 3, 14, 5, tzinfo=UTC),
    agent="Maria",
    case="77-A",
    said="The charge was a mistake.",
    promised="a refund of 12.00",
    due=date(2026, 11, 10),
    hold=25,
)
ALL = LetterFields(
    company="Acme Broadband",
    to="support@acme.example",
    kind_of_problem="Bills and payments",
    account="4711",
    problem="I was charged twice.\nBoth charges are of 1 November.",
    tried="I asked in the chat.",
    want="A refund of the second charge.",
    attachments=("bill.pdf", "photo.png"),
    by=date(2026, 11, 17),
    name="Jane Doe",
    contact="jane@mail.example",
    situation="missed-deadline",
    call=CALL,
    earlier=(CALL, CallRecord(at=date(2026, 11, 12), channel="chat")),
)
RUSSIAN = LetterFields(
    company="Акме Телеком",
    to="support@acme.example",
    kind_of_problem="Счета и оплата",
    account="4711",
    problem="Деньги списали дважды.",
    tried="Спросила в чате.",
    want="Вернуть второе списание.",
    attachments=("счёт.pdf",),
    by=date(2026, 11, 17),
    name="Анна Петрова",
    contact="anna@mail.example",
    situation="missed-deadline",
    call=CallRecord(
        at=datetime(2026, 11, 3, 14, 5, tzinfo=UTC),
        agent="Мария",
        case="77-А",
        said="Второе списание ошибочно.",
        promised="вернуть 500 рублей",
        due=date(2026, 11, 10),
        hold=25,
    ),
    earlier=(
        CallRecord(at=datetime(2026, 11, 3, 14, 5, tzinfo=UTC), agent="Мария", case="77-А", promised="вернуть деньги"),
        CallRecord(at=date(2026, 11, 12), channel="chat", said="Ждите."),
    ),
)
NOTHING = LetterFields()

GIVEN = {"all": ALL, "russian": RUSSIAN, "nothing": NOTHING}

# The subject, an empty line, the body.
LETTERS: dict[tuple[LetterKind, advice.Language, str], str] = {
    ("request", "en", "all"): """\
Bills and payments, account number 4711, case number 77-A

To: Acme Broadband
support@acme.example

Hello,

The date that you promised has passed.

The problem:
I was charged twice.
Both charges are of 1 November.

What I have tried:
I asked in the chat.

I have contacted you about this before:
- 3 November 2026 at 14:05, by phone, Maria, case number 77-A
  I was told: The charge was a mistake.
  I was promised: a refund of 12.00
  By: 10 November 2026
  I waited on the line: 25 min
- 12 November 2026, by chat

The result that I want:
A refund of the second charge.

Please answer by 17 November 2026.

Attached:
- bill.pdf
- photo.png

Kind regards
Jane Doe
jane@mail.example
Account number: 4711
""",
    ("request", "en", "nothing"): """\
[kind of problem], [your account number]

To: [company]

Hello,

The problem:
[what happened and when]

What I have tried:
[what you have tried]

The result that I want:
[the result that you want]

Please answer by [date].

Kind regards
[your name]
[your phone number or e-mail address]
Account number: [your account number]
""",
    ("complaint", "en", "all"): """\
Complaint: Bills and payments, account number 4711, case number 77-A

To: Acme Broadband
support@acme.example

Hello,

This is a complaint. Please confirm that you have received it, and tell me its case number.

The date that you promised has passed.

The problem:
I was charged twice.
Both charges are of 1 November.

What I have tried:
I asked in the chat.

I have contacted you about this before:
- 3 November 2026 at 14:05, by phone, Maria, case number 77-A
  I was told: The charge was a mistake.
  I was promised: a refund of 12.00
  By: 10 November 2026
  I waited on the line: 25 min
- 12 November 2026, by chat

The result that I want:
A refund of the second charge.

If you refuse, please state the grounds, and tell me whom I can contact next.

Please answer by 17 November 2026.

Attached:
- bill.pdf
- photo.png

Kind regards
Jane Doe
jane@mail.example
Account number: 4711
""",
    ("complaint", "en", "nothing"): """\
Complaint: [kind of problem], [your account number]

To: [company]

Hello,

This is a complaint. Please confirm that you have received it, and tell me its case number.

The problem:
[what happened and when]

What I have tried:
[what you have tried]

The result that I want:
[the result that you want]

If you refuse, please state the grounds, and tell me whom I can contact next.

Please answer by [date].

Kind regards
[your name]
[your phone number or e-mail address]
Account number: [your account number]
""",
    ("confirmation", "en", "all"): """\
Confirmation: Bills and payments, account number 4711, case number 77-A

To: Acme Broadband
support@acme.example

Hello,

I contacted you by phone on 3 November 2026 at 14:05.
Your agent: Maria
Case number: 77-A
I waited on the line: 25 min

The problem:
I was charged twice.
Both charges are of 1 November.

I was told:
The charge was a mistake.

I was promised:
a refund of 12.00
By: 10 November 2026

Please confirm this in writing, or tell me what is not right.

Attached:
- bill.pdf
- photo.png

Kind regards
Jane Doe
jane@mail.example
Account number: 4711
""",
    ("confirmation", "en", "nothing"): """\
Confirmation: [kind of problem], [your account number]

To: [company]

Hello,

I contacted you by phone on [date and time].

I was told:
[what you were told]

Please confirm this in writing, or tell me what is not right.

Please also tell me the case number.

Kind regards
[your name]
[your phone number or e-mail address]
Account number: [your account number]
""",
    ("escalation", "en", "all"): """\
Escalation: Bills and payments, account number 4711, case number 77-A

To: Acme Broadband
support@acme.example

Hello,

I am contacting you again about the same matter. Please pass this letter to a person who can decide it.

The date that you promised has passed.

The problem:
I was charged twice.
Both charges are of 1 November.

My earlier contacts:
- 3 November 2026 at 14:05, by phone, Maria, case number 77-A
  I was told: The charge was a mistake.
  I was promised: a refund of 12.00
  By: 10 November 2026
  I waited on the line: 25 min
- 12 November 2026, by chat

What I have tried:
I asked in the chat.

The result that I want:
A refund of the second charge.

If you refuse, please state the grounds.
Please also tell me who is responsible for this case, and which body outside your company I can contact.

Please answer by 17 November 2026.

Attached:
- bill.pdf
- photo.png

Kind regards
Jane Doe
jane@mail.example
Account number: 4711
""",
    ("escalation", "en", "nothing"): """\
Escalation: [kind of problem], [your account number]

To: [company]

Hello,

I am contacting you again about the same matter. Please pass this letter to a person who can decide it.

The problem:
[what happened and when]

My earlier contacts:
- [date, channel, name, case number]

The result that I want:
[the result that you want]

If you refuse, please state the grounds.
Please also tell me who is responsible for this case, and which body outside your company I can contact.

Please answer by [date].

Kind regards
[your name]
[your phone number or e-mail address]
Account number: [your account number]
""",
    ("request", "ru", "russian"): """\
Счета и оплата, номер договора 4711, номер обращения 77-А

Кому: Акме Телеком
support@acme.example

Здравствуйте!

Обещанный вами срок истёк.

Проблема:
Деньги списали дважды.

Что уже сделано:
Спросила в чате.

Мои прошлые обращения по этому вопросу:
- 3 ноября 2026 г. в 14:05, по телефону, Мария, номер обращения 77-А
  Мне обещали: вернуть деньги
- 12 ноября 2026 г., в чате
  Мне сообщили: Ждите.

Какой результат мне нужен:
Вернуть второе списание.

Прошу ответить до 17 ноября 2026 г.

Приложения:
- счёт.pdf

С уважением,
Анна Петрова
anna@mail.example
Номер договора: 4711
""",
    ("request", "ru", "nothing"): """\
[вид проблемы], [номер договора]

Кому: [компания]

Здравствуйте!

Проблема:
[что случилось и когда]

Что уже сделано:
[что вы уже сделали]

Какой результат мне нужен:
[какой результат вам нужен]

Прошу ответить до [дата].

С уважением,
[ваше имя]
[ваш телефон или адрес почты]
Номер договора: [номер договора]
""",
    ("complaint", "ru", "russian"): """\
Жалоба: Счета и оплата, номер договора 4711, номер обращения 77-А

Кому: Акме Телеком
support@acme.example

Здравствуйте!

Это жалоба. Прошу подтвердить её получение и сообщить номер обращения.

Обещанный вами срок истёк.

Проблема:
Деньги списали дважды.

Что уже сделано:
Спросила в чате.

Мои прошлые обращения по этому вопросу:
- 3 ноября 2026 г. в 14:05, по телефону, Мария, номер обращения 77-А
  Мне обещали: вернуть деньги
- 12 ноября 2026 г., в чате
  Мне сообщили: Ждите.

Какой результат мне нужен:
Вернуть второе списание.

В случае отказа прошу указать основания и сообщить, куда можно обратиться дальше.

Прошу ответить до 17 ноября 2026 г.

Приложения:
- счёт.pdf

С уважением,
Анна Петрова
anna@mail.example
Номер договора: 4711
""",
    ("complaint", "ru", "nothing"): """\
Жалоба: [вид проблемы], [номер договора]

Кому: [компания]

Здравствуйте!

Это жалоба. Прошу подтвердить её получение и сообщить номер обращения.

Проблема:
[что случилось и когда]

Что уже сделано:
[что вы уже сделали]

Какой результат мне нужен:
[какой результат вам нужен]

В случае отказа прошу указать основания и сообщить, куда можно обратиться дальше.

Прошу ответить до [дата].

С уважением,
[ваше имя]
[ваш телефон или адрес почты]
Номер договора: [номер договора]
""",
    ("confirmation", "ru", "russian"): """\
Подтверждение: Счета и оплата, номер договора 4711, номер обращения 77-А

Кому: Акме Телеком
support@acme.example

Здравствуйте!

Моё обращение к вам по телефону: 3 ноября 2026 г. в 14:05.
Ваш сотрудник: Мария
Номер обращения: 77-А
Ожидание на линии: 25 мин

Проблема:
Деньги списали дважды.

Мне сообщили:
Второе списание ошибочно.

Мне обещали:
вернуть 500 рублей
Срок: 10 ноября 2026 г.

Прошу подтвердить это письменно или сообщить, что указано неверно.

Приложения:
- счёт.pdf

С уважением,
Анна Петрова
anna@mail.example
Номер договора: 4711
""",
    ("confirmation", "ru", "nothing"): """\
Подтверждение: [вид проблемы], [номер договора]

Кому: [компания]

Здравствуйте!

Моё обращение к вам по телефону: [дата и время].

Мне сообщили:
[что вам сообщили]

Прошу подтвердить это письменно или сообщить, что указано неверно.

Прошу также сообщить номер обращения.

С уважением,
[ваше имя]
[ваш телефон или адрес почты]
Номер договора: [номер договора]
""",
    ("escalation", "ru", "russian"): """\
Повторное обращение: Счета и оплата, номер договора 4711, номер обращения 77-А

Кому: Акме Телеком
support@acme.example

Здравствуйте!

Пишу вам повторно по тому же вопросу. Прошу передать это письмо сотруднику, который вправе принять решение.

Обещанный вами срок истёк.

Проблема:
Деньги списали дважды.

Мои прошлые обращения:
- 3 ноября 2026 г. в 14:05, по телефону, Мария, номер обращения 77-А
  Мне обещали: вернуть деньги
- 12 ноября 2026 г., в чате
  Мне сообщили: Ждите.

Что уже сделано:
Спросила в чате.

Какой результат мне нужен:
Вернуть второе списание.

В случае отказа прошу указать основания.
Прошу также сообщить, кто отвечает за это обращение и в какой внешний орган можно обратиться.

Прошу ответить до 17 ноября 2026 г.

Приложения:
- счёт.pdf

С уважением,
Анна Петрова
anna@mail.example
Номер договора: 4711
""",
    ("escalation", "ru", "nothing"): """\
Повторное обращение: [вид проблемы], [номер договора]

Кому: [компания]

Здравствуйте!

Пишу вам повторно по тому же вопросу. Прошу передать это письмо сотруднику, который вправе принять решение.

Проблема:
[что случилось и когда]

Мои прошлые обращения:
- [дата, канал, имя, номер обращения]

Какой результат мне нужен:
[какой результат вам нужен]

В случае отказа прошу указать основания.
Прошу также сообщить, кто отвечает за это обращение и в какой внешний орган можно обратиться.

Прошу ответить до [дата].

С уважением,
[ваше имя]
[ваш телефон или адрес почты]
Номер договора: [номер договора]
""",
}


@pytest.mark.parametrize(("kind", "language", "fields"), LETTERS)
def test_the_whole_letter(kind: LetterKind, language: advice.Language, fields: str) -> None:
    found = letter(kind, GIVEN[fields], language)
    assert f"{found.subject}\n\n{found.body}\n" == LETTERS[kind, language, fields]


def test_every_kind_has_a_whole_letter_in_both_languages() -> None:
    assert {(kind, language) for kind, language, _ in LETTERS} == {
        (kind, language) for kind in LETTER_KINDS for language in advice.TEXT_LANGUAGES
    }


@pytest.mark.parametrize(
    ("day", "english", "russian"),
    [
        (date(2026, 11, 3), "3 November 2026", "3 ноября 2026 г."),
        (date(2027, 5, 31), "31 May 2027", "31 мая 2027 г."),
        (date(2028, 2, 29), "29 February 2028", "29 февраля 2028 г."),
    ],
)
def test_a_date_is_written_for_the_language(day: date, english: str, russian: str) -> None:
    assert format_date(day) == english
    assert format_date(day, "ru") == russian


def test_a_line_for_something_that_was_not_given_is_left_out() -> None:
    body = letter("confirmation", LetterFields(call=CallRecord(case="77", promised="a call"))).body
    assert "Case number: 77\n" in body
    assert "I was promised:\na call\n\n" in body
    assert "agent" not in body
    assert "on the line" not in body
    assert "Please also tell me the case number" not in body


def test_no_time_on_hold_is_stated_as_zero_only_if_it_was_given() -> None:
    assert "0 min" in letter("confirmation", LetterFields(call=CallRecord(hold=0))).body
    assert "min" not in letter("confirmation", LetterFields(call=CallRecord())).body


@pytest.mark.parametrize(
    ("channel", "english", "russian"),
    [
        ("chat", "I contacted you by chat on", "Моё обращение к вам в чате:"),
        ("visit", "I contacted you in person on", "Моё обращение к вам лично:"),
        ("by pigeon", "I contacted you by pigeon on", "Моё обращение к вам by pigeon:"),
    ],
)
def test_the_channel_is_named(channel: str, english: str, russian: str) -> None:
    fields = LetterFields(call=CallRecord(channel=channel))
    assert english in letter("confirmation", fields).body
    assert russian in letter("confirmation", fields, "ru").body


def test_an_unknown_situation_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown situation 'weather'"):
        letter("escalation", LetterFields(situation="weather"))


def test_braces_in_what_was_given_stay() -> None:
    found = letter("request", LetterFields(problem="Error {account} in {0}", account="{name}", name="{}"))
    assert "Error {account} in {0}" in found.body
    assert found.subject == "[kind of problem], account number {name}"


def test_hidden_characters_and_further_lines_of_a_subject_are_taken_out() -> None:
    fields = LetterFields(
        kind_of_problem="Bills\r\nBcc: all@acme.example",
        account="47\x1b[31m11\u202e",
        problem="one\r\n\r\n\r\n\r\ntwo\x00\u200b three\u2028four\tfive ",
    )
    found = letter("request", fields)
    assert found.subject == "Bills Bcc: all@acme.example, account number 47[31m11"
    assert "one\n\ntwo three\nfour five\n\n" in found.body


def test_a_mailto_link_is_percent_encoded() -> None:
    link = mailto(Letter("Счёт & 100 %", "Hello?\n\nA+B=C"), "help+uk@acme.example")
    assert link == (
        "mailto:help%2Buk@acme.example?subject=%D0%A1%D1%87%D1%91%D1%82%20%26%20100%20%25"
        "&body=Hello%3F%0D%0A%0D%0AA%2BB%3DC"
    )


def test_an_address_cannot_add_fields_to_the_link() -> None:
    assert mailto(Letter("a", "b"), "x@acme.example?bcc=y@acme.example&z\r\n") == (
        "mailto:x@acme.example%3Fbcc%3Dy@acme.example%26z?subject=a&body=b"
    )
    assert mailto(Letter("a", "b"), "") == "mailto:?subject=a&body=b"


@given(
    st.sampled_from(LETTER_KINDS),
    st.sampled_from(advice.TEXT_LANGUAGES),
    st.lists(st.text(max_size=20), min_size=13, max_size=13),
)
def test_whatever_is_given_the_letter_is_whole(kind: LetterKind, language: advice.Language, given: list[str]) -> None:
    record = CallRecord(channel=given[0], agent=given[1], case=given[2], said=given[3], promised=given[4])
    fields = LetterFields(
        company=given[5],
        to=given[6],
        kind_of_problem=given[7],
        account=given[8],
        problem=given[9],
        tried=given[10],
        want=given[11],
        attachments=(given[12], ""),
        call=record,
        earlier=(record,),
    )
    found = letter(kind, fields, language)
    assert "\n" not in found.subject
    assert hidden(found.subject) == hidden(found.body) == []
    assert "\n\n\n" not in found.body
    link = urlsplit(mailto(found, "a@acme.example"))
    assert parse_qs(link.query, keep_blank_values=True, strict_parsing=True) == {
        "subject": [found.subject],
        "body": [found.body.replace("\n", "\r\n")],
    }
