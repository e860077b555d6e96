-- Version 3 of the schema: order without a day, and what stands only in the timeline of those who took part. Never edited once
-- released.

ALTER TABLE event ADD COLUMN "order" TEXT NOT NULL DEFAULT '[]' CHECK (json_valid("order"));
ALTER TABLE event ADD COLUMN mode TEXT;
ALTER TABLE event ADD COLUMN again TEXT REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE entity ADD COLUMN location TEXT CHECK (json_valid(location));

ALTER TABLE timeline ADD COLUMN salient INTEGER NOT NULL DEFAULT 1 CHECK (salient IN (0, 1));
ALTER TABLE timeline ADD COLUMN placed TEXT CHECK (json_valid(placed));

DROP VIEW timeline_lines;
CREATE VIEW timeline_lines AS
SELECT line, "from" AS first_day, "to" AS last_day, precision, label, place,
    (SELECT group_concat(name, '; ')
        FROM (SELECT name FROM timeline_participant WHERE timeline_participant.line = timeline.line ORDER BY position)) AS who,
    plover AS type, factuality,
    (SELECT group_concat(value, ', ') FROM json_each(disputed)) AS disputed,
    inferred,
    (SELECT group_concat(value, ' < ') FROM json_each(chain)) AS chain,
    at_least AS sources_at_least, at_most AS sources_at_most,
    (SELECT count(DISTINCT document) FROM timeline_event WHERE timeline_event.line = timeline.line) AS pages,
    happening
FROM timeline
WHERE salient = 1;
