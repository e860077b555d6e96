-- Version 5 of the schema: the offices that pages give to whom, and when. Never edited once released.

CREATE TABLE entity_role (
    entity TEXT NOT NULL REFERENCES entity (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    documents TEXT NOT NULL CHECK (json_valid(documents)),
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;
