-- Version 2 of the schema: what else a page tells of itself, and where its passages stand. Never edited once released.

ALTER TABLE document ADD COLUMN published_at TEXT;
ALTER TABLE document ADD COLUMN published_contradicting TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(published_contradicting));
ALTER TABLE document ADD COLUMN section TEXT;
ALTER TABLE document ADD COLUMN updated TEXT CHECK (json_valid(updated));
ALTER TABLE document ADD COLUMN captured TEXT CHECK (json_valid(captured));
ALTER TABLE document ADD COLUMN partial TEXT;
ALTER TABLE document ADD COLUMN evidence TEXT NOT NULL
    DEFAULT '{"headline":null,"outlet":null,"bylines":null,"section":null,"language":null,"url":null}'
    CHECK (json_valid(evidence));

ALTER TABLE passage ADD COLUMN part TEXT;
ALTER TABLE passage ADD COLUMN votes TEXT CHECK (json_valid(votes));
ALTER TABLE passage ADD COLUMN element TEXT CHECK (json_valid(element));

DROP VIEW pages;
CREATE VIEW pages AS
SELECT document.id AS document,
    (SELECT min(file) FROM document_file WHERE document_file.document = document.id) AS file,
    outlet, section, headline,
    (SELECT group_concat(value, '; ') FROM json_each(bylines)) AS bylines,
    dateline,
    published_from AS first_day, published_to AS last_day, published_at, published_basis AS basis,
    json_extract(updated, '$.at') AS updated, json_extract(captured, '$.at') AS captured,
    (SELECT count(*) FROM passage WHERE passage.document = document.id AND role = 'comment') AS comments,
    (SELECT count(*) FROM attribution WHERE attribution.document = document.id) AS attributions,
    (SELECT count(*) FROM event WHERE event.document = document.id) AS events,
    url, partial, problem
FROM document;

DROP VIEW comments;
CREATE VIEW comments AS
SELECT passage.id AS passage, passage.document,
    (SELECT min(file) FROM document_file WHERE document_file.document = passage.document) AS file,
    document.headline, author, posted, reply_to,
    json_extract(votes, '$.up') AS up, json_extract(votes, '$.down') AS down, json_extract(votes, '$.score') AS score,
    passage.text
FROM passage JOIN document ON document.id = passage.document
WHERE role = 'comment';
