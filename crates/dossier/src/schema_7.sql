-- Version 7 of the schema: what refers to an entity or a happening is found without looking through the table, so that one can be
-- taken out of a large dossier. Never edited once released.

CREATE INDEX happening_participant_by_entity ON happening_participant (entity);
CREATE INDEX event_happening_by_happening ON event_happening (happening);
