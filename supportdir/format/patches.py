"""Company files on top of each other: a file that `patches` a company changes only what it says.

A patch has the fields of a company file. A mapping is merged key by key, `phones` and `channels` contact by contact, by
their ids; anything else replaces what is below. `null` takes away. Contacts are a list, as in a company file, or a
mapping of ids, in which `fax: null` takes a contact away. Added contacts stand before the others. What is wrong in a
patch is said of the patch, where it stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.format import rules, yaml_file
from supportdir.format.findings import Finding, did_you_mean
from supportdir.format.reader import Tree
from supportdir.format.yaml_file import List, Map, Scalar, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.format.yaml_file import Node

_BY_ID = ("phones", "channels")
_FEW = 20  # contacts of a patch that are compared with those below

File = tuple[str, bytes]
"""What messages call a file, and what is in it."""


def is_patch(text: bytes) -> bool:
    """Whether the file may be a patch: quick, and never wrong about those that are."""
    return b"patches" in text


def tree_of_layers(slug: str, files: Sequence[File]) -> Tree:
    """What the files of a company are together, the lowest layer first; the last alone where that is no patch."""
    stack = _Stack(slug)
    root, label = stack.tree(files)
    return Tree(slug, label, root, stack.findings, stack.sources, stack.is_patched)


class _Stack:
    """Merges trees. `sources` says which file a node of a patch is in, by the node's identity, and keeps the node."""

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self.is_patched = False
        self.findings: list[Finding] = []
        self.sources: dict[int, tuple[Node, str]] = {}

    def tree(self, files: Sequence[File]) -> tuple[Node | None, str]:
        """The merged tree, and the file that lies at the bottom of it."""
        label, text = files[-1]
        root, findings = yaml_file.read(label, text)
        self.findings += findings
        if findings or not isinstance(root, Map) or "patches" not in root.value:
            return root, label
        self.is_patched = True
        target = root.value["patches"]
        if not isinstance(target, Scalar) or target.value != self._slug:
            named = f"'{shown(target.value)}'" if isinstance(target, Scalar) else target.kind
            hint = "name the file after the company that it patches, and write that name here"
            return self._refuse(label, target, f"patches is {named}, and the file is that of '{self._slug}'", hint)
        if len(files) == 1:
            hint = "look its slug up with supportdir find; a new company needs no patches"
            return self._refuse(label, target, f"no company below is called '{shown(self._slug)}'", hint)
        below, lowest = self.tree(files[:-1])
        if below is not None and not isinstance(below, Map):
            message = f"the file is {below.kind}, not the fields of a company"
            self.findings.append(
                Finding(lowest, below.line, below.column, rules.shape, message, 'write "field: value" lines')
            )
        if self.findings or not isinstance(below, Map):
            return None, lowest
        self._claim(root, label)
        change = Map({k: v for k, v in root.value.items() if k != "patches"}, root.mark, root.keys)
        self._doubt_new_contacts(below, change, label)
        return self._merged(below, change, label, by_id=True), lowest

    def _refuse(self, label: str, node: Node, message: str, hint: str) -> tuple[None, str]:
        self.findings.append(Finding(label, node.line, node.column, rules.patch_target, message, hint))
        return None, label

    def _doubt_new_contacts(self, below: Map, change: Map, label: str) -> None:
        """Refuse, and leave out, the contacts that nearly have the id of one below, or stand in the wrong list.

        One that has sources of its own is new. What else a new one needs, is said by what reads the company.
        """
        known = {id: key for key in _BY_ID for id in _by_id(below.value.get(key)) or ()}
        for key in _BY_ID:
            contacts = change.value.get(key)
            strangers = [(id, new) for id, new in (_by_id(contacts) or {}).items() if known.get(id) != key]
            refused = set()
            for id, new in strangers[:_FEW]:
                is_new = "sources" in new.value if isinstance(new, Map) else not _is_null(new)
                hint = f"it is under {known[id]}" if id in known else did_you_mean(id, known, "")
                if hint and not is_new:
                    place = contacts.keys[id] if isinstance(contacts, Map) else new
                    self._refuse(label, place, f"there is no contact '{shown(id)}' under {key} below", hint)
                    refused.add(id)
            if isinstance(contacts, Map):
                left = {id: new for id, new in contacts.value.items() if id not in refused}
                change.value[key] = Map(left, contacts.mark, contacts.keys)
            elif isinstance(contacts, List):
                change.value[key] = List([new for new in contacts.value if _id_of(new) not in refused], contacts.mark)
            if refused and not change.value[key].value:
                del change.value[key]

    def _merged(self, below: Map, change: Map, label: str, *, by_id: bool = False) -> Map:
        merged = Map(dict(below.value), change.mark, {**below.keys, **change.keys})
        for key, child in change.value.items():
            known = below.value.get(key)
            if _is_null(child):
                merged.value.pop(key, None)
                if known is None:
                    self._refuse(label, child, f"there is no {shown(key)} below to take away", "take the line out")
            elif by_id and key in _BY_ID and isinstance(known, List):
                merged.value[key] = self._contacts(known, child, label)
            elif by_id and key in _BY_ID:
                merged.value[key] = self._contacts(List([], child.mark), child, label)
            elif isinstance(known, Map) and isinstance(child, Map):
                merged.value[key] = self._merged(known, child, label)
            else:
                merged.value[key] = child
        self._note_file(merged, label)
        return merged

    def _contacts(self, below: List, change: Node, label: str) -> Node:
        changes = _by_id(change)
        if changes is None:
            return change  # neither form: what reads the company says what is wrong
        merged: list[Node] = []
        added: list[Node] = []
        for contact in below.value:
            id = _id_of(contact)
            new = changes.pop(id, None) if id else None
            if new is None or not isinstance(contact, Map):
                merged.append(contact)
            elif isinstance(new, Map):
                merged.append(self._merged(contact, new, label))
            elif not _is_null(new):
                merged.append(new)
        for id, new in changes.items():
            if _is_null(new):
                self._refuse(label, new, f"there is no contact '{shown(id)}' below to take away", "take the line out")
            else:
                if isinstance(new, Map) and "id" not in new.value:
                    new.value["id"] = new.keys["id"] = Scalar(id, new.mark)
                    self._claim(new, label)
                added.append(new)
        found = List([*added, *merged], change.mark)  # the user's own contacts come first
        self._note_file(found, label)
        return found

    def _note_file(self, node: Node, label: str) -> None:
        self.sources[id(node)] = (node, label)

    def _claim(self, node: Node, label: str) -> None:
        """Note that a node, and all in it, stands in that file."""
        self._note_file(node, label)
        if isinstance(node, Map):
            for child in (*node.value.values(), *node.keys.values()):
                self._claim(child, label)
        elif isinstance(node, List):
            for child in node.value:
                self._claim(child, label)


def _by_id(change: Node | None) -> dict[str, Node] | None:
    """The contacts of a patch by id; None where it is neither a mapping of ids nor a list of contacts with ids."""
    if change is None or isinstance(change, Map):
        return dict(change.value) if change else {}
    found: dict[str, Node] = {}
    for contact in change.value if isinstance(change, List) else [change]:
        id = _id_of(contact)
        if id is None or id in found:
            return None
        found[id] = contact
    return found


def _id_of(node: Node) -> str | None:
    id = node.value.get("id") if isinstance(node, Map) else None
    return id.value if isinstance(id, Scalar) else None


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.value == "null"
