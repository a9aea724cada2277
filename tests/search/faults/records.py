"""A source whose records are rows of a table, so that every process of a test sees the same ones."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import connection, transaction

from common.access import PUBLIC_TOKEN, Viewer
from common.components import CardItem
from search.contracts import SearchDocument
from search.indexing import enqueue

PUBLIC = PUBLIC_TOKEN
READ_AT_ONCE = 500


class Records:
    """Records with a title and one audience; a change and its row of the outbox are one transaction."""

    kind = "record"
    label = "Dossiers"

    def create_table(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE fault_record (public_id char(36) PRIMARY KEY, title text, token text)")

    def drop_table(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE fault_record")

    def add(self, *titles: str, token: str = PUBLIC) -> list[uuid.UUID]:
        public_ids = [uuid.uuid4() for _ in titles]
        rows = [(str(public_id), title, token) for public_id, title in zip(public_ids, titles, strict=True)]
        self._change("INSERT INTO fault_record VALUES (%s, %s, %s)", rows, public_ids)
        return public_ids

    def rename(self, public_ids: Sequence[uuid.UUID], *titles: str) -> None:
        rows = [(title, str(public_id)) for public_id, title in zip(public_ids, titles, strict=True)]
        self._change("UPDATE fault_record SET title = %s WHERE public_id = %s", rows, public_ids)

    def hand_to(self, token: str, public_ids: Sequence[uuid.UUID]) -> None:
        rows = [(token, str(public_id)) for public_id in public_ids]
        self._change("UPDATE fault_record SET token = %s WHERE public_id = %s", rows, public_ids)

    def delete(self, public_ids: Sequence[uuid.UUID]) -> None:
        rows = [(str(public_id),) for public_id in public_ids]
        self._change("DELETE FROM fault_record WHERE public_id = %s", rows, public_ids)

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        for public_id, title, token in self._read(public_ids):
            yield SearchDocument(
                kind=self.kind,
                public_id=public_id,
                title=title,
                summary="",
                body=f"De tekst van {title}.",
                audience=frozenset({token}),
            )

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        return {
            public_id: CardItem(
                kind="page", kind_label="Dossier", title=title, url=f"/dossiers/{public_id}/", summary="Een dossier."
            )
            for public_id, title, token in self._read(public_ids)
            if token in viewer.tokens
        }

    def _change(self, statement: str, rows: Sequence[tuple[str, ...]], public_ids: Sequence[uuid.UUID]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, rows)
            enqueue(self.kind, public_ids)

    def _read(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[tuple[uuid.UUID, str, str]]:
        wanted = None if public_ids is None else sorted(map(str, public_ids))
        with connection.cursor() as cursor:
            if wanted is None:
                cursor.execute("SELECT public_id, title, token FROM fault_record ORDER BY public_id")
                found = cursor.fetchall()
            else:
                found = []
                for start in range(0, len(wanted), READ_AT_ONCE):
                    some = wanted[start : start + READ_AT_ONCE]
                    marks = ", ".join(["%s"] * len(some))
                    cursor.execute(
                        f"SELECT public_id, title, token FROM fault_record WHERE public_id IN ({marks})",  # noqa: S608
                        some,
                    )
                    found += cursor.fetchall()
        for public_id, title, token in found:
            yield uuid.UUID(public_id), title, token
