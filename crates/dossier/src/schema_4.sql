-- Version 4 of the schema: what people changed, and what became of it; looking up a screenful. Never edited once released.

CREATE TABLE correction (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT,
    change TEXT NOT NULL,
    what TEXT NOT NULL,
    targets TEXT NOT NULL CHECK (json_valid(targets)),
    name TEXT,
    "from" TEXT,
    "to" TEXT,
    undone TEXT CHECK (json_valid(undone)),
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE correction_effect (
    correction TEXT NOT NULL PRIMARY KEY REFERENCES correction (id),
    outcome TEXT NOT NULL,
    detail TEXT,
    records TEXT NOT NULL CHECK (json_valid(records))
) STRICT, WITHOUT ROWID;

CREATE INDEX timeline_participant_by_entity ON timeline_participant (entity);
CREATE INDEX timeline_by_happening ON timeline (happening);
CREATE INDEX dispute_by_happening ON dispute (happening);
CREATE INDEX claim_attribution_by_attribution ON claim_attribution (attribution);
CREATE INDEX happening_event_by_event ON happening_event (event);

CREATE VIEW corrections_made AS
SELECT correction.id, at, by, why, change, what,
    (SELECT group_concat(json_extract(value, '$.label'), ' | ') FROM json_each(targets)) AS targets,
    coalesce(name, "from" || CASE WHEN "to" = "from" THEN '' ELSE '/' || coalesce("to", '') END) AS new,
    CASE WHEN undone IS NULL THEN outcome ELSE 'undone' END AS outcome
FROM correction LEFT JOIN correction_effect ON correction_effect.correction = correction.id;
