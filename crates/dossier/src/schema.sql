-- Version 1 of the schema. Described in SCHEMA.md; never edited once released: a change is a new migration.

CREATE TABLE document (
    id TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    outlet TEXT,
    headline TEXT,
    bylines TEXT NOT NULL CHECK (json_valid(bylines)),
    dateline TEXT,
    published_from TEXT,
    published_to TEXT,
    published_basis TEXT NOT NULL,
    published_evidence TEXT,
    language TEXT,
    url TEXT,
    problem TEXT,
    digest BLOB NOT NULL,
    files_digest BLOB NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE document_file (
    document TEXT NOT NULL REFERENCES document (id),
    file TEXT NOT NULL,
    PRIMARY KEY (document, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_file_by_file ON document_file (file);

CREATE TABLE unread (
    file TEXT NOT NULL PRIMARY KEY,
    reason TEXT NOT NULL,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES document (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    author TEXT,
    posted TEXT,
    reply_to TEXT REFERENCES passage (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX passage_by_document ON passage (document, position);

CREATE VIRTUAL TABLE passage_fts USING fts5 (
    text, content = 'passage', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE mention (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_document ON mention (document, position);

CREATE TABLE time (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT,
    "from" TEXT,
    "to" TEXT,
    rule TEXT,
    anchor TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX time_by_document ON time (document, position);

CREATE TABLE attribution (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    position INTEGER NOT NULL,
    source_start INTEGER,
    source_end INTEGER,
    source_text TEXT,
    source_spans TEXT CHECK (json_valid(source_spans)),
    source_mention TEXT REFERENCES mention (id),
    cue_start INTEGER,
    cue_end INTEGER,
    cue_text TEXT,
    cue_spans TEXT CHECK (json_valid(cue_spans)),
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    content_text TEXT NOT NULL,
    content_spans TEXT NOT NULL CHECK (json_valid(content_spans)),
    source_type TEXT,
    stance TEXT NOT NULL,
    withheld INTEGER NOT NULL CHECK (withheld IN (0, 1)),
    count INTEGER,
    reason TEXT,
    within TEXT REFERENCES attribution (id) DEFERRABLE INITIALLY DEFERRED,
    chain TEXT NOT NULL CHECK (json_valid(chain))
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_by_document ON attribution (document, position);

CREATE TABLE event (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    position INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger_text TEXT NOT NULL,
    lemma TEXT NOT NULL,
    plover TEXT,
    place_mention TEXT REFERENCES mention (id),
    place_start INTEGER,
    place_end INTEGER,
    place_text TEXT,
    "from" TEXT,
    "to" TEXT,
    time TEXT REFERENCES time (id),
    factuality TEXT NOT NULL,
    attribution TEXT REFERENCES attribution (id),
    statement_start INTEGER NOT NULL,
    statement_end INTEGER NOT NULL,
    statement_text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_by_document ON event (document, position);

CREATE TABLE participant (
    event TEXT NOT NULL REFERENCES event (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    mention TEXT REFERENCES mention (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

-- What the weave makes of the whole pile. Written all at once, and replaced all at once.

CREATE TABLE weaving (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    documents BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE entity (
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons))
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_alias (
    entity TEXT NOT NULL REFERENCES entity (id),
    position INTEGER NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_document (
    entity TEXT NOT NULL REFERENCES entity (id),
    position INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document (id),
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_entity (
    mention TEXT NOT NULL PRIMARY KEY REFERENCES mention (id),
    entity TEXT NOT NULL REFERENCES entity (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_entity_by_entity ON mention_entity (entity);

CREATE TABLE happening (
    id TEXT NOT NULL PRIMARY KEY,
    label TEXT NOT NULL,
    plover TEXT,
    "from" TEXT,
    "to" TEXT,
    inferred INTEGER NOT NULL CHECK (inferred IN (0, 1)),
    place TEXT,
    factuality TEXT NOT NULL,
    at_least INTEGER NOT NULL,
    at_most INTEGER NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons))
) STRICT, WITHOUT ROWID;

CREATE TABLE happening_participant (
    happening TEXT NOT NULL REFERENCES happening (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    entity TEXT REFERENCES entity (id),
    PRIMARY KEY (happening, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE happening_event (
    happening TEXT NOT NULL REFERENCES happening (id),
    position INTEGER NOT NULL,
    event TEXT NOT NULL REFERENCES event (id),
    PRIMARY KEY (happening, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE happening_document (
    happening TEXT NOT NULL REFERENCES happening (id),
    position INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document (id),
    PRIMARY KEY (happening, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE happening_witness (
    happening TEXT NOT NULL REFERENCES happening (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    documents TEXT NOT NULL CHECK (json_valid(documents)),
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (happening, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_happening (
    event TEXT NOT NULL PRIMARY KEY REFERENCES event (id),
    happening TEXT NOT NULL REFERENCES happening (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
    id TEXT NOT NULL PRIMARY KEY,
    label TEXT NOT NULL,
    at_least INTEGER NOT NULL,
    at_most INTEGER NOT NULL,
    reasons TEXT NOT NULL CHECK (json_valid(reasons))
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_attribution (
    claim TEXT NOT NULL REFERENCES claim (id),
    position INTEGER NOT NULL,
    attribution TEXT NOT NULL REFERENCES attribution (id),
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_document (
    claim TEXT NOT NULL REFERENCES claim (id),
    position INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document (id),
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_witness (
    claim TEXT NOT NULL REFERENCES claim (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    documents TEXT NOT NULL CHECK (json_valid(documents)),
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute (
    id TEXT NOT NULL PRIMARY KEY,
    about TEXT NOT NULL,
    subject TEXT NOT NULL,
    happening TEXT REFERENCES happening (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute_side (
    dispute TEXT NOT NULL REFERENCES dispute (id),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    stance TEXT,
    who TEXT NOT NULL CHECK (json_valid(who)),
    records TEXT NOT NULL CHECK (json_valid(records)),
    documents TEXT NOT NULL CHECK (json_valid(documents)),
    PRIMARY KEY (dispute, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE timeline (
    line INTEGER PRIMARY KEY,
    "order" INTEGER NOT NULL,
    "from" TEXT,
    "to" TEXT,
    precision TEXT NOT NULL,
    label TEXT NOT NULL,
    happening TEXT NOT NULL REFERENCES happening (id),
    plover TEXT,
    factuality TEXT NOT NULL,
    disputed TEXT NOT NULL CHECK (json_valid(disputed)),
    inferred INTEGER NOT NULL CHECK (inferred IN (0, 1)),
    place TEXT,
    chain TEXT NOT NULL CHECK (json_valid(chain)),
    at_least INTEGER NOT NULL,
    at_most INTEGER NOT NULL
) STRICT;

CREATE TABLE timeline_participant (
    line INTEGER NOT NULL REFERENCES timeline (line),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    entity TEXT REFERENCES entity (id),
    PRIMARY KEY (line, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE timeline_event (
    line INTEGER NOT NULL REFERENCES timeline (line),
    position INTEGER NOT NULL,
    event TEXT NOT NULL REFERENCES event (id),
    document TEXT NOT NULL REFERENCES document (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (line, position)
) STRICT, WITHOUT ROWID;

-- Views for people. Plain SQL of 2021, so that older programs can open the file.

CREATE VIEW pages AS
SELECT document.id AS document,
    (SELECT min(file) FROM document_file WHERE document_file.document = document.id) AS file,
    outlet, headline,
    (SELECT group_concat(value, '; ') FROM json_each(bylines)) AS bylines,
    dateline,
    published_from AS first_day, published_to AS last_day, published_basis AS basis,
    (SELECT count(*) FROM passage WHERE passage.document = document.id AND role = 'comment') AS comments,
    (SELECT count(*) FROM attribution WHERE attribution.document = document.id) AS attributions,
    (SELECT count(*) FROM event WHERE event.document = document.id) AS events,
    url, problem
FROM document;

CREATE VIEW comments AS
SELECT passage.id AS passage, passage.document,
    (SELECT min(file) FROM document_file WHERE document_file.document = passage.document) AS file,
    document.headline, author, posted, reply_to, passage.text
FROM passage JOIN document ON document.id = passage.document
WHERE role = 'comment';

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
FROM timeline;

CREATE VIEW people AS
SELECT id AS entity, type, name,
    (SELECT group_concat(alias, '; ')
        FROM (SELECT alias FROM entity_alias WHERE entity_alias.entity = entity.id ORDER BY position)) AS aliases,
    (SELECT count(*) FROM entity_document WHERE entity_document.entity = entity.id) AS pages,
    (SELECT count(*) FROM mention_entity WHERE mention_entity.entity = entity.id) AS mentions
FROM entity
WHERE type IN ('person', 'group', 'organization');

CREATE VIEW claims_told AS
SELECT claim.id AS claim, claim.label, attribution.stance,
    attribution.source_text AS source, attribution.source_type, attribution.content_text AS content,
    (SELECT group_concat(value, ' < ') FROM json_each(attribution.chain)) AS chain,
    claim.at_least AS sources_at_least, claim.at_most AS sources_at_most,
    document.outlet, document.published_from AS first_day, document.published_to AS last_day,
    attribution.document, attribution.id AS attribution
FROM claim
JOIN claim_attribution ON claim_attribution.claim = claim.id
JOIN attribution ON attribution.id = claim_attribution.attribution
JOIN document ON document.id = attribution.document;

CREATE VIEW happenings_told AS
SELECT happening.id AS happening, happening.label, event.statement_text AS statement, event.factuality,
    event."from" AS first_day, event."to" AS last_day, event.place_text AS place,
    happening.at_least AS sources_at_least, happening.at_most AS sources_at_most,
    document.outlet, event.document, event.id AS event
FROM happening
JOIN happening_event ON happening_event.happening = happening.id
JOIN event ON event.id = happening_event.event
JOIN document ON document.id = event.document;

CREATE VIEW disputes_sides AS
SELECT dispute.id AS dispute, about, subject, position AS side, value, stance,
    (SELECT group_concat(value, '; ') FROM json_each(who)) AS who,
    json_array_length(documents) AS pages, happening
FROM dispute JOIN dispute_side ON dispute_side.dispute = dispute.id;
