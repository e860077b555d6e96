//! Finding an entity by what people call it.

use dateline_vocabulary::Entity;

/// The words of a name, in lower case, without punctuation.
fn name_words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether the words of `query` stand next to each other in `name`, whatever their case and punctuation:
/// `kayani` and `parvez kayani` are in `Gen. Ashfaq Parvez Kayani`, `kay` is not. An empty query is in nothing.
pub fn name_holds(name: &str, query: &str) -> bool {
    let (name, query) = (name_words(name), name_words(query));
    !query.is_empty() && name.windows(query.len()).any(|window| window == query)
}

/// The entities that `query` may mean, in their given order: those that have it as a full name or alias;
/// if there are none, those that have a name which holds it, else those with the fullest name that it holds.
pub fn find_entities<'e>(entities: &'e [Entity], query: &str) -> Vec<&'e Entity> {
    let wanted = name_words(query);
    if wanted.is_empty() {
        return Vec::new();
    }
    let names = |entity: &'e Entity| std::iter::once(&entity.name).chain(&entity.aliases);
    let exact: Vec<&Entity> = entities
        .iter()
        .filter(|entity| names(entity).any(|name| name_words(name) == wanted))
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let holding: Vec<&Entity> = entities
        .iter()
        .filter(|entity| names(entity).any(|name| name_holds(name, query)))
        .collect();
    if !holding.is_empty() {
        return holding;
    }
    // Asked for under a fuller name than any page gives: the longest name that it holds, of two words at least.
    let longest = |entity: &'e Entity| {
        names(entity)
            .filter(|name| name_holds(query, name))
            .map(|name| name_words(name).len())
            .max()
            .unwrap_or_default()
    };
    let most = entities.iter().map(longest).max().unwrap_or_default();
    entities
        .iter()
        .filter(|entity| most > 1 && longest(entity) == most)
        .collect()
}

/// Up to `limit` entity names that share the beginning of a word with `query`, for a hint; sorted.
pub fn near_names(entities: &[Entity], query: &str, limit: usize) -> Vec<String> {
    let starts: Vec<String> = name_words(query)
        .iter()
        .map(|word| word.chars().take(3).collect::<String>())
        .filter(|start| start.chars().count() == 3)
        .collect();
    let mut near: Vec<String> = entities
        .iter()
        .map(|entity| entity.name.clone())
        .filter(|name| {
            name_words(name)
                .iter()
                .any(|word| starts.iter().any(|start| word.starts_with(start)))
        })
        .collect();
    near.sort();
    near.dedup();
    near.truncate(limit);
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::MentionType;

    fn entity(id: &str, name: &str, aliases: &[&str]) -> Entity {
        Entity {
            id: id.into(),
            entity_type: MentionType::Person,
            name: name.into(),
            aliases: aliases.iter().map(|alias| alias.to_string()).collect(),
            roles: Vec::new(),
            location: None,
            documents: vec![],
            reasons: vec![],
        }
    }

    #[test]
    fn a_fuller_name_than_any_page_gives_finds_what_it_holds() {
        let entities = [
            entity("a", "Delmar 350", &[]),
            entity("b", "Delmar", &[]),
            entity("c", "Kestrel Works", &[]),
        ];
        let found = |query: &str| -> Vec<&str> {
            let found = find_entities(&entities, query);
            found.iter().map(|entity| entity.id.as_str()).collect()
        };
        assert_eq!(found("Delmar 350 Kestrel"), ["a"]);
        assert_eq!(found("Delmar"), ["b"]);
        // One word of it is not enough.
        assert!(found("Delmar Shipping").is_empty());
    }

    #[test]
    fn name_holds_cases() {
        for (name, query, expected) in [
            ("Gen. Oda Parvel Marsh", "marsh", true),
            ("Gen. Oda Parvel Marsh", "Parvel MARSH", true),
            ("Gen. Oda Parvel Marsh", "Oda Marsh", false),
            ("Gen. Oda Parvel Marsh", "mar", false),
            ("Al-Nour Front", "al nour", true),
            ("O’Dell", "O'Dell", true),
            ("Marsh", "", false),
            ("Marsh", "...", false),
            ("", "marsh", false),
        ] {
            assert_eq!(name_holds(name, query), expected, "{query:?} in {name:?}");
        }
    }

    #[test]
    fn a_full_name_beats_a_part_of_one() {
        let entities = [
            entity("e1", "Oda Marsh", &["Marsh"]),
            entity("e2", "Marsh Industries", &[]),
            entity("e3", "Ilse Marsh", &[]),
        ];
        let ids = |query: &str| {
            find_entities(&entities, query)
                .iter()
                .map(|e| e.id.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids("marsh"), ["e1"]);
        assert_eq!(ids("ilse marsh"), ["e3"]);
        assert_eq!(ids("industries"), ["e2"]);
        assert!(ids("nobody").is_empty());
        assert_eq!(
            near_names(&entities, "Marshall", 9),
            ["Ilse Marsh", "Marsh Industries", "Oda Marsh"]
        );
        assert!(near_names(&entities, "xy", 9).is_empty());
    }
}
