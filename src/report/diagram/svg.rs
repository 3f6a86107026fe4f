//! The picture as SVG within a page: boxes with their columns, and lines between them.
//!
//! Colours stand in the style of the page; what they say, signs and words say too. How the picture is moved and searched is not
//! told here.

mod line;

use std::fmt::Write;

use super::layout::{Size, Spot, layout};
use super::{Change, Column, Entity, Picture, Role};
use crate::kind::words;
use crate::report::markup::html::plain;

/// How wide a letter of the columns is.
const LETTER: f64 = 7.3;
/// How wide a letter of a table's name is.
const HEADING: f64 = 8.0;
/// How high the head of a box is.
const HEAD: f64 = 28.0;
/// How high the line of a column is.
const ROW: f64 = 19.0;
/// How much room is within the sides of a box.
const PADDING: f64 = 10.0;
/// Where the sign of a column stands.
const SIGN: f64 = 40.0;
/// Where its name begins.
const NAME: f64 = 54.0;
/// How many columns of a table are drawn, unless more are keys or change.
const COLUMNS: usize = 24;
/// How many letters of a name and of a type are drawn.
const LETTERS: (usize, usize) = (32, 28);
/// How much room is around everything.
const MARGIN: f64 = 24.0;

/// A table, with what of it is drawn and where.
struct Placed<'p> {
    entity: &'p Entity,
    rows: Vec<Row<'p>>,
    /// Where the types begin.
    types: f64,
    size: Size,
    spot: Spot,
}

/// A line in a box.
enum Row<'p> {
    Column(&'p Column),
    Words(Change, String),
}

/// Draws the picture; the box of the table with the number 3 is `box-3`, and leads to `table-3`.
pub fn svg(picture: &Picture) -> String {
    let mut placed: Vec<Placed> = picture.entities.iter().map(measure).collect();
    let sizes: Vec<Size> = placed.iter().map(|p| p.size).collect();
    let joins: Vec<(usize, usize)> = picture.relations.iter().map(|r| (r.from, r.to)).collect();
    let found = layout(&sizes, &joins);
    for (place, spot) in placed.iter_mut().zip(&found.spots) {
        place.spot = Spot {
            x: spot.x + MARGIN,
            y: spot.y + MARGIN,
        };
    }
    let (width, height) = (
        found.size.width + 2.0 * MARGIN,
        found.size.height + 2.0 * MARGIN,
    );
    let mut out = format!(
        "<svg id=\"diagram\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"group\" aria-label=\"Diagram of {}\">\n",
        words::count(placed.len(), "table")
    );
    for relation in &picture.relations {
        out.push_str(&line::line(relation, &placed));
    }
    for (number, place) in placed.iter().enumerate() {
        out.push_str(&entity(number, place));
    }
    out.push_str("</svg>\n");
    out
}

/// Chooses what of a table is drawn, and measures it.
fn measure(entity: &Entity) -> Placed<'_> {
    let rows = rows(entity);
    let letters =
        |text: &str, most: usize| textwrap::core::display_width(&words::cut(text, most)) as f64;
    let (mut names, mut types, mut others) = (0.0_f64, 0.0_f64, 0.0_f64);
    for row in &rows {
        match row {
            Row::Column(column) => {
                names = names.max(letters(&column.name, LETTERS.0));
                types = types.max(letters(&ty(column), LETTERS.1));
            }
            Row::Words(_, words) => others = others.max(letters(words, LETTERS.0 + LETTERS.1)),
        }
    }
    let start = NAME + names * LETTER + 2.0 * LETTER;
    let columns = start + types * LETTER + PADDING;
    let head = letters(&title(entity), usize::MAX) * HEADING + 2.0 * PADDING;
    let others = NAME + others * LETTER + PADDING;
    Placed {
        entity,
        size: Size {
            width: head.max(columns).max(others).max(120.0).round(),
            height: HEAD + rows.len() as f64 * ROW + if rows.is_empty() { 0.0 } else { 8.0 },
        },
        rows,
        types: start,
        spot: Spot::default(),
    }
}

/// Returns the lines of a box: the columns, those that matter before the others if there are many, and what else is to be said.
fn rows(entity: &Entity) -> Vec<Row<'_>> {
    let matters = |c: &Column| !c.keys.is_empty() || c.change != Change::None;
    let important = entity.columns.iter().filter(|c| matters(c)).count();
    let mut room = COLUMNS.saturating_sub(important);
    let mut rows = Vec::new();
    for column in &entity.columns {
        let is_drawn = matters(column) || room > 0;
        if !matters(column) {
            room = room.saturating_sub(1);
        }
        if is_drawn {
            rows.push(Row::Column(column));
        }
    }
    let left = entity.columns.len() - rows.len();
    if left > 0 {
        let words = format!("… {}", words::count(left, "more column"));
        rows.push(Row::Words(Change::None, words));
    }
    if entity.partitions > 0 {
        let words = words::count(entity.partitions, "partition");
        rows.push(Row::Words(Change::None, words));
    }
    for note in &entity.notes {
        rows.push(Row::Words(note.change, note.words.clone()));
    }
    rows
}

fn ty(column: &Column) -> String {
    match column.not_null {
        true => column.ty.clone(),
        false => format!("{} null", column.ty),
    }
}

/// Returns the head of a box: the name, with what happens to the table.
fn title(entity: &Entity) -> String {
    let fate = match entity.role {
        Role::Outside => Some("elsewhere".to_string()),
        Role::Subject | Role::Neighbour => entity.fate(),
    };
    match fate {
        None => entity.id.name().to_string(),
        Some(fate) => format!("{} {} {fate}", entity.change.sign(), entity.id.name()),
    }
    .trim_start()
    .to_string()
}

/// Returns a box as a link to what the page says of the table.
fn entity(number: usize, placed: &Placed) -> String {
    let Placed {
        entity, size, spot, ..
    } = placed;
    let role = match entity.role {
        Role::Subject => "",
        Role::Neighbour => " near",
        Role::Outside => " outside",
    };
    let mut out = format!(
        "<g id=\"box-{number}\" class=\"box {}{role}\" transform=\"translate({:.0} {:.0})\"><a href=\"#table-{number}\">",
        entity.change.word(),
        spot.x,
        spot.y
    );
    let _ = write!(
        out,
        "<rect class=\"frame\" width=\"{:.0}\" height=\"{:.0}\" rx=\"6\"/>\
         <path class=\"head\" d=\"M0 {HEAD}V6a6 6 0 0 1 6-6H{:.0}a6 6 0 0 1 6 6V{HEAD}z\"/>{}</a><g class=\"rows\">",
        size.width,
        size.height,
        size.width - 6.0,
        heading(entity)
    );
    for (at, row) in placed.rows.iter().enumerate() {
        out.push_str(&self::row(row, middle(at), placed));
    }
    out.push_str("</g></g>\n");
    out
}

fn heading(entity: &Entity) -> String {
    let title = title(entity);
    let name = entity.id.name();
    // The sign before the name, the schema in it, and the words behind it are fainter than the name itself.
    let (before, after) = title.split_once(name).unwrap_or_default();
    let within = entity.id.container().len() + 1;
    let (schema, own) = name.split_at_checked(within).unwrap_or(("", name));
    format!(
        "<text class=\"title\" x=\"{PADDING}\" y=\"19\">{}<tspan class=\"faint\">{}</tspan>{}<tspan class=\"fate\">{}</tspan></text>",
        plain(before),
        plain(schema),
        plain(own),
        plain(after)
    )
}

/// Returns where the middle of a line is.
fn middle(at: usize) -> f64 {
    HEAD + 4.0 + (at as f64 + 0.5) * ROW
}

fn row(row: &Row, middle: f64, placed: &Placed) -> String {
    let change = match row {
        Row::Column(column) => column.change,
        Row::Words(change, _) => *change,
    };
    let mut out = String::new();
    if change != Change::None {
        let _ = write!(
            out,
            "<rect class=\"mark {}\" x=\"1\" y=\"{:.1}\" width=\"{:.0}\" height=\"{ROW}\"/>",
            change.word(),
            middle - ROW / 2.0,
            placed.size.width - 2.0
        );
    }
    let _ = write!(out, "<text y=\"{:.1}\">", middle + 4.0);
    let sign = match change.sign() {
        "" => String::new(),
        sign => format!("<tspan x=\"{SIGN}\">{sign}</tspan>"),
    };
    match row {
        Row::Column(column) => {
            let keys = column.keys.letters();
            if let Some(key) = keys.first() {
                let _ = write!(out, "<tspan class=\"key\" x=\"{PADDING}\">{key}</tspan>");
            }
            let _ = write!(
                out,
                "{sign}<tspan x=\"{NAME}\">{}</tspan><tspan class=\"type\" x=\"{:.0}\">{}</tspan>",
                plain(&words::cut(&column.name, LETTERS.0)),
                placed.types,
                plain(&words::cut(&ty(column), LETTERS.1))
            );
        }
        Row::Words(_, words) => {
            let words = plain(&words::cut(words, LETTERS.0 + LETTERS.1));
            let _ = write!(
                out,
                "{sign}<tspan class=\"type\" x=\"{NAME}\">{words}</tspan>"
            );
        }
    }
    out + "</text>"
}
