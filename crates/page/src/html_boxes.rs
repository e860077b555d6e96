//! Lists of other articles in the midst of an article: where they end, and the text goes on.

use crate::article::is_running_text;
use crate::dom::Dom;
use crate::markup_words as mw;
use crate::piece::Piece;
use crate::wording;
use std::ops::Range;

/// Steps up from a heading within which the element is looked for that opens with it.
const REACH: usize = 12;
/// Steps up from a piece within which a box is looked for that holds it.
const DEEP: usize = 64;
/// Pieces, more than which no list of other articles has.
const LONGEST_BOX: usize = 1000;

/// How much of an article is running text, and where the lists of other articles in it end.
///
/// What is asked for every heading is summed up once: a page may have thousands of them.
pub struct Boxes<'p> {
    dom: &'p Dom,
    pieces: &'p [Piece],
    article: Range<usize>,
    /// For each piece of the article, its characters of running text.
    running: Vec<usize>,
    whole: usize,
    /// Worked out once a heading leads on to other articles.
    shapes: Option<Shapes<'p>>,
}

/// Names and classes of the elements around a piece, the innermost first: what stands in the text in the same way has
/// the same.
type Shape<'p> = [(&'p str, &'p str); 3];

/// How the running text of an article stands in it.
struct Shapes<'p> {
    /// The shapes that there are, sorted.
    all: Vec<Shape<'p>>,
    /// For each, the pieces with which a text of that shape goes on.
    goes_on: Vec<Vec<usize>>,
    /// For each piece of running text, in order, the piece and its shape.
    in_order: Vec<(usize, usize)>,
    /// How many of those are counted, and the characters that each shape has in them.
    n_counted: usize,
    counts: Vec<usize>,
    /// The characters of the shape that has most, and the shape.
    most: Option<(usize, usize)>,
}

impl<'p> Boxes<'p> {
    /// Weighs the pieces of the article.
    pub fn of(dom: &'p Dom, pieces: &'p [Piece], article: Range<usize>) -> Boxes<'p> {
        let weight = |piece: &Piece| {
            if is_running_text(piece) {
                piece.len()
            } else {
                0
            }
        };
        let running: Vec<usize> = pieces[article.clone()].iter().map(weight).collect();
        Boxes {
            dom,
            pieces,
            article,
            whole: running.iter().sum(),
            running,
            shapes: None,
        }
    }

    /// Characters of running text of a piece of the article; 0 where it is something else.
    pub fn running(&self, at: usize) -> usize {
        let k = at.checked_sub(self.article.start);
        k.and_then(|k| self.running.get(k)).copied().unwrap_or(0)
    }

    /// Characters of running text of the article.
    pub fn whole(&self) -> usize {
        self.whole
    }

    /// The last piece of running text; 0 without one.
    pub fn last_text(&self) -> usize {
        let last = self.running.iter().rposition(|&n| n > 0);
        last.map_or(0, |k| self.article.start + k)
    }

    /// Where the list of other articles ends whose heading is piece `at`: with the element that opens with the
    /// heading, or where the text goes on as it went before. `None` where it runs to the end of the article, `late` in
    /// which it stands.
    pub fn end_of_box(&mut self, at: usize, late: bool) -> Option<usize> {
        let end = self.end_of_element(at);
        let mut shapes = self.shapes.take().unwrap_or_else(|| self.shapes());
        shapes.count_up_to(at, |k| self.running(k));
        let next = shapes.next_like_most(end);
        let shape = shapes.most.map(|(_, shape)| shapes.all[shape]);
        self.shapes = Some(shapes);
        let Some(shape) = shape else {
            return Some(end);
        };
        let Some(mut next) = next else {
            return if late { None } else { Some(end) };
        };
        // With its heading, if it has one.
        while next > end
            && let before = &self.pieces[next - 1]
            && before.is_heading(self.dom)
            && !wording::leads_on(&before.text)
            && self.shape(before) == shape
        {
            next -= 1;
        }
        Some(next)
    }

    /// The end of the outermost element that opens with piece `at`, a heading, and holds little of the article; the
    /// heading alone where there is none.
    fn end_of_element(&self, at: usize) -> usize {
        let inside = |k: usize, up| self.dom.stands_in(self.pieces[k].element, up, DEEP);
        let (mut end, mut next, mut told) = (at + 1, at, 0);
        for up in self.dom.ancestors(self.pieces[at].element).take(REACH) {
            if at > 0 && inside(at - 1, up) {
                break;
            }
            while next < self.article.end && inside(next, up) {
                told += self.running(next);
                next += 1;
                // What holds much of the article is no box in it.
                if told * 4 > self.whole || next - at > LONGEST_BOX {
                    return end;
                }
            }
            end = next;
        }
        end
    }

    fn shapes(&self) -> Shapes<'p> {
        let told: Vec<(usize, Shape)> = (self.article.clone())
            .filter(|&k| self.running(k) > 0)
            .map(|k| (k, self.shape(&self.pieces[k])))
            .collect();
        let mut all: Vec<Shape> = told.iter().map(|&(_, shape)| shape).collect();
        all.sort_unstable();
        all.dedup();
        let mut goes_on = vec![Vec::new(); all.len()];
        let mut in_order = Vec::with_capacity(told.len());
        for (k, shape) in told {
            let shape = all.partition_point(|other| *other < shape);
            in_order.push((k, shape));
            let piece = &self.pieces[k];
            if piece.has(mw::PARAGRAPH) && piece.n_linked * 2 < piece.len() {
                goes_on[shape].push(k);
            }
        }
        Shapes {
            counts: vec![0; all.len()],
            all,
            goes_on,
            in_order,
            n_counted: 0,
            most: None,
        }
    }

    fn shape(&self, piece: &Piece) -> Shape<'p> {
        let mut shape = Shape::default();
        for (told, id) in shape.iter_mut().zip(self.dom.ancestors(piece.element)) {
            let name = self.dom.name(id).map_or("", |name| &**name);
            let class = self.dom.attr(id, "class").unwrap_or("");
            *told = (name, first_signs(class.split_whitespace().next()));
        }
        shape
    }
}

/// The head of a class: no site tells two apart further on, and it is compared again and again.
fn first_signs(class: Option<&str>) -> &str {
    let class = class.unwrap_or("");
    let end = class.char_indices().nth(60);
    end.map_or(class, |(end, _)| &class[..end])
}

impl Shapes<'_> {
    /// Counts the pieces before `at` that are not counted yet.
    fn count_up_to(&mut self, at: usize, running: impl Fn(usize) -> usize) {
        while let Some(&(k, shape)) = self.in_order.get(self.n_counted).filter(|(k, _)| *k < at) {
            self.counts[shape] += running(k);
            self.most = self.most.max(Some((self.counts[shape], shape)));
            self.n_counted += 1;
        }
    }

    /// The first piece from `from` on with which the text goes on in the shape that most of it has so far.
    fn next_like_most(&self, from: usize) -> Option<usize> {
        let (_, shape) = self.most?;
        let all = &self.goes_on[shape];
        all.get(all.partition_point(|&k| k < from)).copied()
    }
}
