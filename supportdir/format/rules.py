"""What the readers of company files refuse.

A file that breaks one of these rules is not read; `data check` reports it as an error.
"""

from __future__ import annotations

from supportdir.format.findings import Rules

RULES = Rules[None]()


# The file and its YAML


@RULES.refusal
def file_unreadable() -> None:
    """A company file can be opened, and is UTF-8.

    Good: aliases: [Экстел], saved as UTF-8
    Bad: the same, saved as Windows-1251
    """


@RULES.refusal
def file_name() -> None:
    """The name of the file is the company's slug: lower-case letters, digits and single hyphens, and ".yaml".

    The slug is what people type, and it is permanent. Files that begin with a dot are ignored.

    Good: example-telecom.yaml
    Bad: Example_Telecom.yaml
    Bad: example-telecom.yml
    """


@RULES.refusal
def file_size() -> None:
    """A file has at most 256 kB, 32 levels and 100 faults: no company needs more, and what has more is made to harm.

    Good: a file of two pages
    Bad: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    """


@RULES.refusal
def patch_target() -> None:
    """A file that `patches` a company has that company's name, there is one below, and what it changes is there.

    A contact that is not there is a new one, unless it has no sources and nearly the id of one that is.

    Good: patches: acme, in acme.yaml, where the directory has acme
    Bad: patches: acme, in my-acme.yaml
    Bad: "phones: {fax: null}", where the company has no contact fax
    Bad: "phones: {fox: {note: new}}", where it has one called fax
    """


@RULES.refusal
def hidden_character() -> None:
    """A file has no characters that cannot be seen: control and format characters, fillers, private use, unassigned.

    A terminal acts on some of them, others make a number read backwards or make two texts look equal. Joiners stand
    only between letters of scripts that need them (Persian, Hindi) and in emoji, U+FE0F only behind an emoji.

    Good: number: "+44 20 7946 0958"
    Bad: number: "\\u202e8590 6497 02 44+"
    Bad: label: "Help\\u200bdesk"
    """


@RULES.refusal
def one_document() -> None:
    """A file holds one company and is not empty.

    Good: name: Example Telecom
    Bad: a second company behind a line ---
    """


@RULES.refusal
def quotes_missing() -> None:
    """Text that YAML would read as something else stands in quotes.

    Good: short: "*100"
    Good: options: {"*": {label: Repeat}}
    Good: note: "HMRC: 2016 hours"
    Bad: short: *100
    Bad: *: {label: Repeat}, under options
    Bad: note: HMRC: 2016 hours
    """


@RULES.refusal
def yaml_syntax() -> None:
    """The file is YAML: what is opened is closed, and the fields of one record begin in one column.

    Good: topics: [billing, technical]
    Bad: topics: [billing, technical
    """


@RULES.refusal
def yaml_reuse() -> None:
    """A value is written where it belongs: no anchors, no merged mappings, no tags.

    Good: languages: [en, es]
    Bad: languages: &both [en, es]
    Bad: <<: *defaults
    """


@RULES.refusal
def key_twice() -> None:
    """A field stands once in a record; most YAML readers would keep the last and say nothing.

    Good: topics: [billing, technical]
    Bad: topics: [billing], and topics: [technical] below it
    """


# Fields and their shapes


@RULES.refusal
def unknown_field() -> None:
    """A record has the fields of the format and no others: a misspelt one would be a fact that nobody sees.

    Good: have_ready: [the account number]
    Bad: have-ready: [the account number]
    """


@RULES.refusal
def missing_field() -> None:
    """What nobody can do without is there.

    Name, categories, serves and sources of a company; id and sources of a contact; the label of a phone, the kind of a
    channel.

    Good: {id: support, label: Support, sources: [contact-page]}
    Bad: {id: support, sources: [contact-page]}, among the phones
    """


@RULES.refusal
def empty_value() -> None:
    """A field that is written has a value; what is not known is left out. `null` and `~` are no values.

    Good: aliases: [ExTel]
    Bad: note: ~
    Bad: aliases: []
    Bad: options: {"1": {label: Billing}, "2": {}}
    Bad: note: ""
    """


@RULES.refusal
def lost_to_comment() -> None:
    """A # behind a blank, or at the beginning of a line, begins a comment: keys and prose with one stand in quotes.

    Good: press: "#"
    Good: options: {"#": {label: Operator}}
    Good: caution: "pressing # drops the call"
    Bad: press: #
    Bad: #: {label: Operator}, under options
    Bad: caution: pressing # drops the call
    """


@RULES.refusal
def shape() -> None:
    """Text is text, a list is a list, a count is digits.

    Good: topics: [billing]
    Good: times: 3
    Bad: topics: billing
    Bad: times: three
    """


@RULES.refusal
def one_line() -> None:
    """A text stands on one line and has one or two sentences, 2000 characters at most.

    Good: note: closed in August
    Bad: note: "closed\\nin August"
    """


@RULES.refusal
def unknown_word() -> None:
    """Topics, categories, audiences, kinds, costs and the like come from their lists, so that they can be asked for.

    Good: topics: [billing]
    Bad: topics: [invoices]
    Bad: cost: freephone
    """


@RULES.refusal
def id_form() -> None:
    """An id is lower-case letters, digits and hyphens: it is typed, as in example-telecom/support.

    Good: id: technical-support
    Bad: id: Technical_Support
    """


@RULES.refusal
def id_twice() -> None:
    """An id belongs to one contact of the company, phone or channel.

    Good: {id: chat, kind: chat} and {id: chat-business, kind: chat}
    Bad: two contacts with the id chat
    """


@RULES.refusal
def no_phone() -> None:
    """`no_phone` says that the company has none, so it stands in place of `phones`.

    Good: no_phone: support is electronic only
    Bad: the same line above a list of phones
    """


@RULES.refusal
def contact_missing() -> None:
    """The contact that a menu option or an escalation leads to is one of this file.

    Good: {label: Technical, contact: technical}, with a phone of that id
    Bad: the same without such a contact
    """


@RULES.refusal
def escalation_form() -> None:
    """An escalation leads somewhere, and to one place: `contact`, `company`, or `to` in words.

    Good: {company: ombudsman, to: its helpline, sources: [contact-page]}
    Bad: {where: on your bill, sources: [contact-page]}
    """


@RULES.refusal
def answers_within() -> None:
    """How long an answer takes is one number and one of min, h, days, business days.

    Good: answers_within: 2 business days
    Bad: answers_within: a few days
    """


# Numbers, keys, addresses


@RULES.refusal
def number_form() -> None:
    """A number starts with + and its country code, so that it works from anywhere, and is nothing but the number.

    Its length is one that numbers of its country have. `number-valid` warns of the other numbers outside the plan.

    Good: number: "+44 20 7946 0958"
    Bad: number: "020 7946 0958"
    Bad: number: "+1 202 456"
    Bad: number: "+1 202 555 0123 ext. 5"
    """


@RULES.refusal
def dialled() -> None:
    """A short number, an extension, a relay prefix are what one dials: digits, * and #.

    Good: short: "611"
    Bad: short: 0800 HELP
    Bad: extension: x42
    """


@RULES.refusal
def keys() -> None:
    """Keys are the digits, * and #, those of one prompt in one step.

    Good: {press: "1"}, {press: "2"}
    Bad: {press: "1,2"}
    """


@RULES.refusal
def one_step() -> None:
    """A step answers one prompt: it has one action, and what it needs.

    Good: {press: "2"}, {say: agent}
    Bad: {press: "2", say: agent}
    Bad: {times: 3}
    """


@RULES.refusal
def url_form() -> None:
    """A link is a plain web address in ASCII: https, or http in a source.

    No user name stands before an @: https://bank.example@elsewhere.example leads elsewhere. Letters of other alphabets
    look like those of another site: a host that has some is written in punycode, a path percent-encoded.

    Good: url: https://www.example.com/chat
    Good: url: https://xn--bcher-kva.example/
    Bad: url: www.example.com/chat
    Bad: url: https://bücher.example/
    """


# Places, clocks, sources


@RULES.refusal
def country_form() -> None:
    """Countries are codes of ISO 3166, their parts too; "-" leaves one out, `all` is the world.

    Good: serves: [GB, US, -US-AK]
    Bad: serves: [UK]
    Bad: serves: [Europe]
    """


@RULES.refusal
def hours_form() -> None:
    """Hours follow the hours grammar; what people write instead is told with the corrected text.

    Good: hours: Mo-Fr 09:00-17:00; PH off
    Bad: hours: Mon-Fri 9am-5pm
    Bad: hours: by appointment
    """


@RULES.refusal
def zone_name() -> None:
    """A zone is an IANA name in its letter case, or `caller`, or `unknown`.

    Good: timezone: America/New_York
    Bad: timezone: Eastern Time
    """


@RULES.refusal
def zone_missing() -> None:
    """Hours that begin and end need a clock; where the source names none, `unknown` says so.

    The company's zone is for contacts in the countries that it serves; a contact elsewhere inherits nothing.

    Good: hours: Mo-Fr 09:00-17:00, with timezone: unknown
    Bad: hours: Mo-Fr 09:00-17:00, and no timezone anywhere
    """


@RULES.refusal
def holidays_name() -> None:
    """`holidays` is a country, or a country and its part, whose public holidays are known.

    Good: holidays: GB-ENG
    Bad: holidays: England
    """


@RULES.refusal
def holidays_missing() -> None:
    """PH is the public holidays of one country: where a contact serves several, `holidays` says of which.

    Good: serves: [GB, IE] with holidays: GB-ENG
    Bad: serves: [GB, IE] with hours: Mo-Fr 09:00-17:00; PH off
    """


@RULES.refusal
def date_form() -> None:
    """A date is as exact as its source: a day, a month, a year, or about a year.

    Good: date: "2020-08-25"
    Good: date: "2019~"
    Bad: date: "25.08.2020"
    Bad: date: "2026-02-30"
    """


@RULES.refusal
def source_missing() -> None:
    """A source that a contact, a route or a field names is among the `sources` of the file.

    Good: sources: [contact-page]
    Bad: sources: [contactpage]
    """


@RULES.refusal
def cite_absent() -> None:
    """`cite` gives the source of a field, so the field is there.

    Good: cite: {hours: [contact-page]}, beside hours
    Bad: the same without hours
    """
