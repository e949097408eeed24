"""Errors that the readers refuse.

A file that breaks one of these rules is not used; `data check` reports an error.
"""

from __future__ import annotations

from supportdir.format.findings import Rules

RULES = Rules[None]()


# The file and its YAML


@RULES.refusal
def file_unreadable() -> None:
    """A company file can be opened and is UTF-8.

    Otherwise its text is unknown.

    Good: aliases: [Экстел], saved as UTF-8
    Bad: the same, saved as Windows-1251
    """


@RULES.refusal
def file_name() -> None:
    """The name of a file is the company's slug (lower-case letters, digits, single hyphens) and ".yaml".

    People type the slug, and it is permanent. Files whose names begin with a dot are ignored.

    Good: example-telecom.yaml
    Bad: Example_Telecom.yaml
    Bad: example-telecom.yml
    """


@RULES.refusal
def file_size() -> None:
    """A file has at most 256 kB, 32 levels of nesting and 100 errors.

    These limits stop malicious files; real files stay far below them.

    Good: a file of two pages
    Bad: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    """


@RULES.refusal
def patch_target() -> None:
    """A file with `patches: SLUG` is called SLUG.yaml, and the company and the values that it changes exist.

    Otherwise a typing error would change nothing without notice. A contact with an unknown id is a new contact, unless
    it has no sources and its id is similar to an existing one.

    Good: patches: acme, in acme.yaml, where the directory has acme
    Bad: patches: acme, in my-acme.yaml
    Bad: "phones: {fax: null}", where the company has no contact fax
    Bad: "phones: {fox: {note: new}}", where the company has a contact fax
    """


@RULES.refusal
def hidden_character() -> None:
    """A file contains no invisible characters: control and format characters, fillers, private use, unassigned ones.

    Terminals obey some of them; others reverse the digits of a number, or make two different texts look equal. Joiners
    are allowed between letters of scripts that need them (Persian, Hindi) and in emoji, U+FE0F only after an emoji.

    Good: number: "+44 20 7946 0958"
    Bad: number: "\\u202e8590 6497 02 44+"
    Bad: label: "Help\\u200bdesk"
    """


@RULES.refusal
def one_document() -> None:
    """A file contains exactly one company.

    The file name is the slug of that company.

    Good: name: Example Telecom
    Bad: a second company after a line ---
    Bad: an empty file
    """


@RULES.refusal
def quotes_missing() -> None:
    """Text with characters that have a meaning in YAML is in quotes.

    Without quotes, YAML reads * as an alias, & as an anchor and ": " as a field.

    Good: short: "*100"
    Good: options: {"*": {label: Repeat}}
    Good: note: "HMRC: 2016 hours"
    Bad: short: *100
    Bad: *: {label: Repeat}, under options
    Bad: note: HMRC: 2016 hours
    """


@RULES.refusal
def yaml_syntax() -> None:
    """A file is valid YAML: brackets and quotes are closed, and the fields of a record have the same indentation.

    Otherwise the structure of the file is unknown.

    Good: topics: [billing, technical]
    Bad: topics: [billing, technical
    """


@RULES.refusal
def yaml_reuse() -> None:
    """A file uses no anchors, merge keys or tags.

    Each value is written where it belongs, so that a reader of the file need not look for it.

    Good: languages: [en, es]
    Bad: languages: &both [en, es]
    Bad: <<: *defaults
    """


@RULES.refusal
def key_twice() -> None:
    """A record has each field once.

    Most YAML parsers keep the last value and ignore the others silently.

    Good: topics: [billing, technical]
    Bad: topics: [billing], and topics: [technical] below it
    """


# Fields and their shapes


@RULES.refusal
def unknown_field() -> None:
    """A record has only fields that data/README.md lists.

    The value of a misspelt field would never be shown.

    Good: have_ready: [the account number]
    Bad: have-ready: [the account number]
    """


@RULES.refusal
def missing_field() -> None:
    """A record has its required fields.

    A company has name, categories, serves and sources; a contact has id and sources; a phone also has a label, a
    channel a kind.

    Good: {id: support, label: Support, sources: [contact-page]}
    Bad: {id: support, sources: [contact-page]}, among the phones
    """


@RULES.refusal
def empty_value() -> None:
    """A field has a value.

    An unknown value is expressed by omitting the field. `null` and `~` are not values.

    Good: aliases: [ExTel]
    Bad: note: ~
    Bad: aliases: []
    Bad: options: {"1": {label: Billing}, "2": {}}
    Bad: note: ""
    """


@RULES.refusal
def lost_to_comment() -> None:
    """Keys and prose that contain a # after a space, or begin with one, are in quotes.

    YAML reads such a # as the start of a comment, and the rest of the line is lost.

    Good: press: "#"
    Good: options: {"#": {label: Operator}}
    Good: caution: "pressing # drops the call"
    Bad: press: #
    Bad: #: {label: Operator}, under options
    Bad: caution: pressing # drops the call
    """


@RULES.refusal
def shape() -> None:
    """A value has the type of its field: text, list, mapping or count.

    A count is written in digits.

    Good: topics: [billing]
    Good: times: 3
    Bad: topics: billing
    Bad: times: three
    """


@RULES.refusal
def one_line() -> None:
    """A text is on one line and has at most 2000 characters.

    Texts are shown on one line of the terminal. One or two sentences are enough.

    Good: note: closed in August
    Bad: note: "closed\\nin August"
    """


@RULES.refusal
def unknown_word() -> None:
    """Topics, categories, audiences, kinds, costs and similar values are words of their closed lists.

    Options such as `--topic` take the same words.

    Good: topics: [billing]
    Bad: topics: [invoices]
    Bad: cost: freephone
    """


@RULES.refusal
def id_form() -> None:
    """An id consists of lower-case letters, digits and hyphens.

    People type it, as in example-telecom/support.

    Good: id: technical-support
    Bad: id: Technical_Support
    """


@RULES.refusal
def id_twice() -> None:
    """Each contact of a company, phone or channel, has its own id.

    Otherwise the id would not identify a contact.

    Good: {id: chat, kind: chat} and {id: chat-business, kind: chat}
    Bad: two contacts with the id chat
    """


@RULES.refusal
def no_phone() -> None:
    """A company with `no_phone` has no phone for private customers, not even a dead one.

    `no_phone` states that the company has no phone support, so the two contradict each other. A line for business only,
    such as the switchboard of the head office, does not.

    Good: no_phone: support is electronic only
    Bad: the same line above a phone without `audience`
    """


@RULES.refusal
def contact_missing() -> None:
    """The contact that a menu option, a product or an escalation refers to is in the same file.

    Otherwise the reference leads nowhere.

    Good: {label: Technical, contact: technical}, with a phone of that id
    Bad: the same without such a contact
    """


@RULES.refusal
def escalation_form() -> None:
    """An escalation names exactly one target: `contact`, `company`, or `to` in words.

    `to` may be added to the other two to say whom to ask for.

    Good: {company: ombudsman, to: its helpline, sources: [contact-page]}
    Bad: {where: on your bill, sources: [contact-page]}
    """


@RULES.refusal
def answers_within() -> None:
    """The time of an answer is one number and min, h, days or business days.

    A range or words cannot be compared with the times of other contacts.

    Good: answers_within: 2 business days
    Bad: answers_within: a few days
    """


# Numbers, keys, addresses


@RULES.refusal
def number_form() -> None:
    """A number begins with + and its country code, has a possible length, and contains no other text.

    So it can be dialled from anywhere. `number-valid` warns about numbers outside the numbering plan.

    Good: number: "+44 20 7946 0958"
    Bad: number: "020 7946 0958"
    Bad: number: "+1 202 456"
    Bad: number: "+1 202 555 0123 ext. 5"
    """


@RULES.refusal
def dialled() -> None:
    """A short number, an extension and the prefix of a relay consist of digits, * and #.

    Other characters cannot be dialled.

    Good: short: "611"
    Bad: short: 0800 HELP
    Bad: extension: x42
    """


@RULES.refusal
def keys() -> None:
    """The keys of a step consist of digits, * and #.

    The keys for each prompt are a step of their own.

    Good: {press: "1"}, {press: "2"}
    Bad: {press: "1,2"}
    """


@RULES.refusal
def one_step() -> None:
    """A step has exactly one action.

    A step answers one prompt of the menu.

    Good: {press: "2"}, {say: agent}
    Bad: {press: "2", say: agent}
    Bad: {times: 3}
    """


@RULES.refusal
def url_form() -> None:
    """A link is a plain web address in ASCII, with https, or http in a source.

    A user name before an @ is refused: https://bank.example@elsewhere.example leads to elsewhere.example. Letters of
    other alphabets can imitate the name of another site, so such a host is written in punycode, a path
    percent-encoded.

    Good: url: https://www.example.com/chat
    Good: url: https://xn--bcher-kva.example/
    Bad: url: www.example.com/chat
    Bad: url: https://bücher.example/
    """


# Places, clocks, sources


@RULES.refusal
def country_form() -> None:
    """Countries and their parts are ISO 3166 codes; "-" excludes one, `all` means the world.

    Programs and people read the codes in the same way in every language.

    Good: serves: [GB, US, -US-AK]
    Bad: serves: [UK]
    Bad: serves: [Europe]
    """


@RULES.refusal
def hours_form() -> None:
    """Hours follow the syntax of data/README.md.

    For common other spellings, the hint shows the corrected text.

    Good: hours: Mo-Fr 09:00-17:00; PH off
    Bad: hours: Mon-Fri 9am-5pm
    Bad: hours: by appointment
    """


@RULES.refusal
def zone_name() -> None:
    """A time zone is an IANA name with correct upper and lower case, or `caller`, or `unknown`.

    Abbreviations such as EST are ambiguous.

    Good: timezone: America/New_York
    Bad: timezone: Eastern Time
    """


@RULES.refusal
def zone_missing() -> None:
    """A contact with opening and closing times has a time zone; `unknown` if the source names none.

    The company's time zone applies to contacts in the countries that the company serves. Contacts elsewhere do not
    inherit it.

    Good: hours: Mo-Fr 09:00-17:00, with timezone: unknown
    Bad: hours: Mo-Fr 09:00-17:00, and no timezone anywhere
    """


@RULES.refusal
def holidays_name() -> None:
    """`holidays` is the code of a country or region whose public holidays are known.

    Otherwise PH in the hours has no dates.

    Good: holidays: GB-ENG
    Bad: holidays: England
    """


@RULES.refusal
def holidays_missing() -> None:
    """A contact that serves several countries and uses PH in its hours has `holidays`.

    PH means the public holidays of one country or region.

    Good: serves: [GB, IE] with holidays: GB-ENG
    Bad: serves: [GB, IE] with hours: Mo-Fr 09:00-17:00; PH off
    """


@RULES.refusal
def date_form() -> None:
    """A date is an existing day, a month, a year, or about a year.

    It is as exact as the source states it.

    Good: date: "2020-08-25"
    Good: date: "2019~"
    Bad: date: "25.08.2020"
    Bad: date: "2026-02-30"
    """


@RULES.refusal
def source_missing() -> None:
    """A source that a contact, a route or `cite` names is in the `sources` of the file.

    Otherwise the origin of the fact is unknown.

    Good: sources: [contact-page]
    Bad: sources: [contactpage]
    """


@RULES.refusal
def cite_absent() -> None:
    """A field that `cite` names is in the same record.

    `cite` gives the sources of a field.

    Good: cite: {hours: [contact-page]}, beside hours
    Bad: the same without hours
    """
