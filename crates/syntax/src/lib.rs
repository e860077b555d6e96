//! Sentences, tokens, parts of speech and dependency trees of English text, with offsets.
