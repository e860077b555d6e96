-- Version 6 of the schema: what was woven is known record by record, so that only what changed is written. Never edited once released.

CREATE TABLE woven_record (
    sort TEXT NOT NULL,
    id TEXT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (sort, id)
) STRICT, WITHOUT ROWID;

-- Lines of the timeline move when pages are added: what belongs to one hangs on its happening.

DROP VIEW timeline_lines;
DROP TABLE timeline_event;
DROP TABLE timeline_participant;
DROP TABLE timeline;

CREATE TABLE timeline (
    happening TEXT NOT NULL PRIMARY KEY REFERENCES happening (id),
    line INTEGER NOT NULL,
    "order" INTEGER NOT NULL,
    "from" TEXT,
    "to" TEXT,
    precision TEXT NOT NULL,
    label TEXT NOT NULL,
    plover TEXT,
    factuality TEXT NOT NULL,
    disputed TEXT NOT NULL CHECK (json_valid(disputed)),
    inferred INTEGER NOT NULL CHECK (inferred IN (0, 1)),
    place TEXT,
    chain TEXT NOT NULL CHECK (json_valid(chain)),
    at_least INTEGER NOT NULL,
    at_most INTEGER NOT NULL,
    salient INTEGER NOT NULL CHECK (salient IN (0, 1)),
    placed TEXT CHECK (json_valid(placed))
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_by_line ON timeline (line);

CREATE TABLE timeline_participant (
    happening TEXT NOT NULL REFERENCES timeline (happening),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    entity TEXT REFERENCES entity (id),
    PRIMARY KEY (happening, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_participant_by_entity ON timeline_participant (entity);

CREATE TABLE timeline_event (
    happening TEXT NOT NULL REFERENCES timeline (happening),
    position INTEGER NOT NULL,
    event TEXT NOT NULL REFERENCES event (id),
    document TEXT NOT NULL REFERENCES document (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (happening, position)
) STRICT, WITHOUT ROWID;

CREATE VIEW timeline_lines AS
SELECT line, "from" AS first_day, "to" AS last_day, precision, label, place,
    (SELECT group_concat(name, '; ')
        FROM (SELECT name FROM timeline_participant AS named WHERE named.happening = timeline.happening ORDER BY position)) AS who,
    plover AS type, factuality,
    (SELECT group_concat(value, ', ') FROM json_each(disputed)) AS disputed,
    inferred,
    (SELECT group_concat(value, ' < ') FROM json_each(chain)) AS chain,
    at_least AS sources_at_least, at_most AS sources_at_most,
    (SELECT count(DISTINCT document) FROM timeline_event AS told WHERE told.happening = timeline.happening) AS pages,
    happening
FROM timeline
WHERE salient = 1
ORDER BY line;
