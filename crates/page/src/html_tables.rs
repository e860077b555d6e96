//! Tables that carry content, told apart from those that only lay a page out.

use crate::dom::{Dom, NodeId};
use crate::piece::Piece;
use std::collections::{BTreeMap, BTreeSet};

/// Steps up from a piece within which its row and table are looked for.
const REACH: usize = 24;

/// Longest text of a cell of a content table, in code points; what is longer is running text that was laid out.
const MAX_CELL: usize = 300;

/// The tables of an article that carry content.
#[derive(Debug, Default)]
pub struct ContentTables {
    is_content: BTreeMap<NodeId, bool>,
}

/// What is known of a table so far.
#[derive(Default)]
struct Shape {
    /// For each row its cells with words in them.
    rows: BTreeMap<NodeId, Vec<NodeId>>,
    n_long: usize,
    has_head: bool,
}

impl ContentTables {
    /// Looks at the tables that hold `pieces`, the pieces of the article.
    ///
    /// A table carries content when it has two rows and two columns or more, most rows have two cells with words, no
    /// cell has the length of running text, and it holds no other table. One with a header cell may have one column
    /// only here and there.
    pub fn of(dom: &Dom, pieces: &[Piece]) -> ContentTables {
        let mut shapes: BTreeMap<NodeId, Shape> = BTreeMap::new();
        let mut holds_table: BTreeSet<NodeId> = BTreeSet::new();
        for piece in pieces {
            let Some(place) = cell_place(dom, piece) else {
                continue;
            };
            let shape = shapes.entry(place.table).or_default();
            let cells = shape.rows.entry(place.row).or_default();
            if cells.last() != Some(&place.cell) {
                cells.push(place.cell);
            }
            shape.n_long += usize::from(piece.len() > MAX_CELL);
            shape.has_head |= dom.is(place.cell, "th");
            holds_table.extend(
                dom.ancestors(place.table)
                    .take(REACH)
                    .find(|&id| dom.is(id, "table")),
            );
        }
        let is_content = shapes
            .into_iter()
            .map(|(table, shape)| {
                let n_rows = shape.rows.len();
                let n_wide = shape.rows.values().filter(|cells| cells.len() >= 2).count();
                let laid_out = matches!(dom.attr(table, "role"), Some("presentation" | "none"));
                let enough = n_rows >= 3 || n_rows == 2 && shape.has_head;
                let carries = enough && n_wide * 3 >= n_rows * 2 && shape.n_long == 0 && !laid_out;
                (table, carries && !holds_table.contains(&table))
            })
            .collect();
        ContentTables { is_content }
    }

    /// The row and the cell of a content table that the piece stands in.
    pub fn row_of(&self, dom: &Dom, piece: &Piece) -> Option<(NodeId, NodeId)> {
        if self.is_content.is_empty() {
            return None;
        }
        let place = cell_place(dom, piece)?;
        self.is_content
            .get(&place.table)
            .is_some_and(|carries| *carries)
            .then_some((place.row, place.cell))
    }
}

struct CellPlace {
    cell: NodeId,
    row: NodeId,
    table: NodeId,
}

fn cell_place(dom: &Dom, piece: &Piece) -> Option<CellPlace> {
    let mut up = std::iter::once(piece.element)
        .chain(dom.ancestors(piece.element))
        .take(REACH);
    let cell = up.find(|&id| dom.is(id, "td") || dom.is(id, "th"))?;
    let row = up.find(|&id| dom.is(id, "tr"))?;
    let table = up.find(|&id| dom.is(id, "table"))?;
    Some(CellPlace { cell, row, table })
}
