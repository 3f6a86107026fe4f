//! The line between two boxes, with a foot of three toes where many rows refer, a bar where it is one, and a ring where it may be none.

use super::{HEAD, Placed, Row, middle};
use crate::report::diagram::{Link, Relation};
use crate::report::markup::html::plain;

/// How far a line goes straight out of a box.
const REACH: f64 = 40.0;

/// One end of a line.
struct End {
    x: f64,
    y: f64,
    /// Where the line leads from there: to the right, or to the left.
    out: f64,
}

/// Returns the line of a relation.
pub fn line(relation: &Relation, placed: &[Placed]) -> String {
    let (from, to) = (&placed[relation.from], &placed[relation.to]);
    let (start, end) = ends(relation, from, to);
    let reach = ((start.x - end.x).abs() / 2.0).max(REACH);
    let curve = format!(
        "M{:.0} {:.1}C{:.0} {:.1} {:.0} {:.1} {:.0} {:.1}",
        start.x,
        start.y,
        start.x + start.out * reach,
        start.y,
        end.x + end.out * reach,
        end.y,
        end.x,
        end.y
    );
    let (kind, marks) = match &relation.link {
        Link::Key { many, optional, .. } => {
            ("reference", foot(&start, *many) + &bar(&end, *optional))
        }
        Link::Partition | Link::Inherits => ("child", String::new()),
    };
    format!(
        "<path class=\"line {kind} {}\" data-from=\"{}\" data-to=\"{}\" d=\"{curve}{marks}\"><title>{}</title></path>\n",
        relation.change.word(),
        relation.from,
        relation.to,
        plain(&sentence(relation, from, to))
    )
}

/// Says what the line means.
fn sentence(relation: &Relation, from: &Placed, to: &Placed) -> String {
    let (from, to) = (from.entity.id.name(), to.entity.id.name());
    let says = match &relation.link {
        Link::Key {
            columns, targets, ..
        } => {
            let targets = match targets.is_empty() {
                true => String::new(),
                false => format!(" ({})", targets.join(", ")),
            };
            format!("{from} ({}) refers to {to}{targets}", columns.join(", "))
        }
        Link::Partition | Link::Inherits => format!("{from} {} {to}", relation.link.label()),
    };
    match relation.change.word() {
        "" => says,
        word => format!("{says}: {word}"),
    }
}

/// Returns where the line begins and ends: at the sides that face each other, beside the columns.
fn ends(relation: &Relation, from: &Placed, to: &Placed) -> (End, End) {
    let (column, target) = match &relation.link {
        Link::Key {
            columns, targets, ..
        } => (columns.first(), targets.first()),
        Link::Partition | Link::Inherits => (None, None),
    };
    let right = |p: &Placed| p.spot.x + p.size.width;
    let (out_of, into) = if right(to) < from.spot.x {
        (-1.0, 1.0)
    } else if right(from) < to.spot.x {
        (1.0, -1.0)
    } else {
        (1.0, 1.0)
    };
    let end = |p: &Placed, column: Option<&String>, out: f64| End {
        x: if out > 0.0 { right(p) } else { p.spot.x },
        y: p.spot.y + height(p, column),
        out,
    };
    (end(from, column, out_of), end(to, target, into))
}

/// Returns how far below the top of its box a column is; the head stands for what is not drawn.
fn height(placed: &Placed, column: Option<&String>) -> f64 {
    let is_it = |row: &Row| matches!(row, Row::Column(c) if Some(&c.name) == column);
    let at = placed.rows.iter().position(is_it);
    at.map_or(HEAD / 2.0, middle)
}

/// Returns the mark where the line begins: three toes where many rows refer to one.
fn foot(end: &End, many: bool) -> String {
    let (x, y) = (end.x + end.out * 10.0, end.y);
    match many {
        true => format!(
            "M{:.0} {:.1}L{x:.0} {y:.1}L{:.0} {:.1}",
            end.x,
            y - 5.0,
            end.x,
            y + 5.0
        ),
        false => format!("M{x:.0} {:.1}v10", y - 5.0),
    }
}

/// Returns the mark where the line ends: a bar, or a ring where a row may refer to none.
fn bar(end: &End, optional: bool) -> String {
    let (x, y) = (end.x + end.out * 9.0, end.y);
    match optional {
        true => format!("M{:.0} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", x - 4.0),
        false => format!("M{x:.0} {:.1}v10", y - 5.0),
    }
}
