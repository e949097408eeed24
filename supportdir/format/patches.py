"""Patches: company files that change single fields of the company in the layers below.

A patch has the fields of a company file and `patches: SLUG`. A mapping is merged key by key, `phones` and `channels`
contact by contact by their ids; any other value replaces the one below, and `null` removes it. Contacts are a list, as
in a company file, or a mapping of ids, in which `fax: null` removes a contact. New contacts come before the others. An
error in a patch is reported at its position in the patch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportdir.format import rules, yaml_file
from supportdir.format.findings import Finding, did_you_mean
from supportdir.format.reader import Tree
from supportdir.format.yaml_file import List, Map, Scalar, excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.format.yaml_file import Node

_BY_ID = ("phones", "channels")
_MOST_COMPARED = 20  # new contacts of a patch that are compared with the ids below

File = tuple[str, bytes]
"""A file: its path in messages, and its content."""


def is_patch(text: bytes) -> bool:
    """Return whether the file may be a patch. Fast; true for every patch, and for some other files."""
    return b"patches" in text


def tree_of_layers(slug: str, files: Sequence[File]) -> Tree:
    """Return the merged tree of a company's files, lowest layer first; the last file alone if it is no patch."""
    merger = _Merger(slug)
    root, label = merger.tree(files)
    return Tree(slug, label, root, merger.findings, merger.sources, merger.is_patched)


class _Merger:
    """Merges the files of a company.

    `sources` maps the identity of each node from a patch to the node and the file's path. It keeps the node, so that
    no other node can take over its identity.
    """

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self.is_patched = False
        self.findings: list[Finding] = []
        self.sources: dict[int, tuple[Node, str]] = {}

    def tree(self, files: Sequence[File]) -> tuple[Node | None, str]:
        """Return the merged tree, and the path of the lowest file in it."""
        label, text = files[-1]
        root, findings = yaml_file.parse(label, text)
        self.findings += findings
        if findings or not isinstance(root, Map) or "patches" not in root.value:
            return root, label
        self.is_patched = True
        target = root.value["patches"]
        if not isinstance(target, Scalar) or target.value != self._slug:
            value = f"'{excerpt(target.value)}'" if isinstance(target, Scalar) else target.kind
            hint = "use the slug of the patched company for both"
            self._add(label, target, f"patches is {value}, but the file is named after '{self._slug}'", hint)
            return None, label
        if len(files) == 1:
            hint = "look up the slug with supportdir find; for a new company, remove patches"
            self._add(label, target, f"there is no company '{excerpt(self._slug)}' to patch", hint)
            return None, label
        below, lowest = self.tree(files[:-1])
        if below is not None and not isinstance(below, Map):
            message = f"the file is {below.kind}, not the fields of a company"
            self._add(lowest, below, message, 'write "field: value" lines', rules.shape)
        if self.findings or not isinstance(below, Map):
            return None, lowest
        self._claim(root, label)
        del root.value["patches"]
        self._drop_misspelt_contacts(below, root, label)
        return self._merged(below, root, label, by_id=True), lowest

    def _add(self, label: str, node: Node, message: str, hint: str, rule: str = rules.patch_target) -> None:
        self.findings.append(Finding(label, node.line, node.column, rule, message, hint))

    def _drop_misspelt_contacts(self, below: Map, patch: Map, label: str) -> None:
        """Remove contacts whose id nearly matches one below, or is in the other list below, and add findings.

        A contact with sources is a new one. The reader of the company checks what else a new contact needs.
        """
        known = {id: key for key in _BY_ID for id in _by_id(below.value.get(key)) or ()}
        for key in _BY_ID:
            contacts = patch.value.get(key)
            unknown = [(id, new) for id, new in (_by_id(contacts) or {}).items() if known.get(id) != key]
            dropped = set()
            for id, new in unknown[:_MOST_COMPARED]:
                is_new = "sources" in new.value if isinstance(new, Map) else not _is_null(new)
                hint = f"it is under {known[id]}" if id in known else did_you_mean(id, known, "")
                if hint and not is_new:
                    node = contacts.keys[id] if isinstance(contacts, Map) else new
                    self._add(label, node, f"the company has no contact '{excerpt(id)}' under {key}", hint)
                    dropped.add(id)
            if dropped and isinstance(contacts, Map):
                contacts.value = {id: new for id, new in contacts.value.items() if id not in dropped}
            elif dropped and isinstance(contacts, List):
                contacts.value = [new for new in contacts.value if _id_of(new) not in dropped]
            if dropped and not patch.value[key].value:
                del patch.value[key]

    def _merged(self, below: Map, patch: Map, label: str, *, by_id: bool = False) -> Map:
        merged = Map(dict(below.value), patch.mark, {**below.keys, **patch.keys})
        for key, child in patch.value.items():
            known = below.value.get(key)
            if _is_null(child):
                merged.value.pop(key, None)
                if known is None:
                    self._add(label, child, f"the company has no {excerpt(key)} to remove", "delete this line")
            elif by_id and key in _BY_ID:
                contacts = known if isinstance(known, List) else List([], child.mark)
                merged.value[key] = self._contacts(contacts, child, label)
            elif isinstance(known, Map) and isinstance(child, Map):
                merged.value[key] = self._merged(known, child, label)
            else:
                merged.value[key] = child
        self._note_file(merged, label)
        return merged

    def _contacts(self, below: List, patch: Node, label: str) -> Node:
        patches = _by_id(patch)
        if patches is None:
            return patch  # neither form: the reader of the company reports it
        contacts: list[Node] = []
        for contact in below.value:
            id = _id_of(contact)
            new = patches.pop(id, None) if id else None
            if new is None or not isinstance(contact, Map):
                contacts.append(contact)
            elif isinstance(new, Map):
                contacts.append(self._merged(contact, new, label))
            elif not _is_null(new):
                contacts.append(new)
        added: list[Node] = []
        for id, new in patches.items():
            if _is_null(new):
                self._add(label, new, f"the company has no contact '{excerpt(id)}' to remove", "delete this line")
                continue
            if isinstance(new, Map) and "id" not in new.value:
                new.value["id"] = new.keys["id"] = Scalar(id, new.mark)
                self._claim(new, label)
            added.append(new)
        merged = List([*added, *contacts], patch.mark)
        self._note_file(merged, label)
        return merged

    def _note_file(self, node: Node, label: str) -> None:
        self.sources[id(node)] = (node, label)

    def _claim(self, node: Node, label: str) -> None:
        """Note the file of a node and of all nodes in it."""
        self._note_file(node, label)
        if isinstance(node, Map):
            for child in (*node.value.values(), *node.keys.values()):
                self._claim(child, label)
        elif isinstance(node, List):
            for child in node.value:
                self._claim(child, label)


def _by_id(contacts: Node | None) -> dict[str, Node] | None:
    """Return the contacts of a file by id; None if it is neither a mapping of ids nor a list with different ids."""
    if contacts is None or isinstance(contacts, Map):
        return dict(contacts.value) if contacts else {}
    by_id: dict[str, Node] = {}
    for contact in contacts.value if isinstance(contacts, List) else [contacts]:
        id = _id_of(contact)
        if id is None or id in by_id:
            return None
        by_id[id] = contact
    return by_id


def _id_of(node: Node) -> str | None:
    id = node.value.get("id") if isinstance(node, Map) else None
    return id.value if isinstance(id, Scalar) else None


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.value == "null"
