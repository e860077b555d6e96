//! `SCHEMA.md` names everything that is in the file.

use crate::schema;
use rusqlite::Connection;

#[test]
fn the_page_on_the_schema_names_every_table_view_and_column_and_no_other() {
    let page = include_str!("../../SCHEMA.md");
    let mut conn = Connection::open_in_memory().unwrap();
    schema::migrate(&mut conn, schema::MIGRATIONS).unwrap();
    let mut statement = conn
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite%'")
        .unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(names.len() > 30, "{names:?}");
    let sections: Vec<(&str, &str)> = page
        .split("\n### ")
        .skip(1)
        .filter_map(|section| section.strip_prefix('`')?.split_once('`'))
        .collect();
    for name in &names {
        let (_, section) = sections
            .iter()
            .find(|(title, _)| title == name)
            .unwrap_or_else(|| panic!("no section `{name}`"));
        let mut statement = conn
            .prepare(&format!("SELECT name FROM pragma_table_info('{name}')"))
            .unwrap();
        let columns: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for column in columns {
            assert!(
                section.contains(&format!("`{column}`")),
                "section `{name}` does not name `{column}`"
            );
        }
    }
    for (title, _) in sections {
        assert!(
            names.iter().any(|name| name == title),
            "section `{title}` describes nothing"
        );
    }
    let views_work = names
        .iter()
        .all(|name| conn.prepare(&format!("SELECT * FROM {name}")).is_ok());
    assert!(views_work);
    for number in [
        format!("0x{:08X}", schema::APPLICATION_ID),
        format!("version {}", schema::SCHEMA_VERSION),
    ] {
        assert!(page.contains(&number), "{number}");
    }
}
