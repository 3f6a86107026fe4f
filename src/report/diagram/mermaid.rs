//! The picture as a mermaid text, within the length that GitHub and GitLab draw.
//!
//! What mermaid takes in no spelling is replaced, and said in full beside it.

use super::{Change, Column, Entity, Link, Picture, Relation, Role};
use crate::kind::words;

/// How many characters mermaid draws at most, unless it is told otherwise, with some room to spare.
pub const LIMIT: usize = 49_000;
/// How long a remark beside a column is at most, in characters.
const REMARK: usize = 120;

/// A mermaid text.
#[derive(Debug)]
pub struct Drawn {
    /// The text.
    pub text: String,
    /// What is not in it: `2 tables, 30 columns`; nothing if all is.
    pub left_out: Option<String>,
}

/// How much of the picture is drawn, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// All columns of the subjects, the keys of their neighbours.
    Full,
    /// The subjects alone, with all columns.
    NoNeighbours,
    /// The subjects with the columns that are keys or change.
    Keys,
    /// The subjects without columns.
    Names,
}

/// Draws the picture in at most so many bytes, and says what it had to leave out for that.
pub fn mermaid(picture: &Picture, limit: usize) -> Drawn {
    let details = [
        Detail::Full,
        Detail::NoNeighbours,
        Detail::Keys,
        Detail::Names,
    ];
    let all = picture.entities.len();
    let subjects = picture.entities.iter().filter(|e| e.role == Role::Subject);
    let subjects = subjects.count();
    let fitting = details.into_iter().find_map(|detail| {
        let text = draw(picture, detail, all);
        (text.len() <= limit).then_some((text, detail, subjects))
    });
    let (text, detail, drawn) = fitting.unwrap_or_else(|| some(picture, limit));
    Drawn {
        left_out: left_out(picture, detail, drawn),
        text,
    }
}

/// Draws as many tables as there is room for.
fn some(picture: &Picture, limit: usize) -> (String, Detail, usize) {
    let (mut fits, mut too_many) = (0, picture.entities.len());
    while too_many - fits > 1 {
        let middle = fits.midpoint(too_many);
        match draw(picture, Detail::Names, middle).len() <= limit {
            true => fits = middle,
            false => too_many = middle,
        }
    }
    (draw(picture, Detail::Names, fits), Detail::Names, fits)
}

/// Says what is not drawn.
fn left_out(picture: &Picture, detail: Detail, drawn: usize) -> Option<String> {
    let has = |role: Role| move |e: &&Entity| e.role == role;
    let entities = || picture.entities.iter();
    let near = entities().count() - entities().filter(has(Role::Subject)).count();
    let mut said = Vec::new();
    let tables = entities().filter(has(Role::Subject)).count() - drawn;
    if tables > 0 {
        said.push(words::count(tables, "table"));
    }
    if detail > Detail::Full && near > 0 {
        said.push(words::count(near, "neighbouring table"));
    }
    let shown = entities().filter(has(Role::Subject)).take(drawn);
    let hidden = shown
        .flat_map(|e| &e.columns)
        .filter(|c| !is_drawn(c, detail));
    let hidden = hidden.count();
    if detail > Detail::NoNeighbours && hidden > 0 {
        said.push(words::count(hidden, "column"));
    }
    (!said.is_empty()).then(|| words::list(&said))
}

/// Draws the first tables.
fn draw(picture: &Picture, detail: Detail, tables: usize) -> String {
    let is_drawn = |number: usize| {
        let role = picture.entities[number].role;
        number < tables && (role == Role::Subject || detail == Detail::Full)
    };
    let mut out = String::from("erDiagram\n");
    for (number, entity) in picture.entities.iter().enumerate() {
        if is_drawn(number) {
            out.push_str(&block(entity, detail));
        }
    }
    for relation in &picture.relations {
        if is_drawn(relation.from) && is_drawn(relation.to) {
            out.push_str(&line(relation, picture));
        }
    }
    out
}

/// Returns a table with its columns.
fn block(entity: &Entity, detail: Detail) -> String {
    let name = quoted(entity.id.name());
    let detail = match entity.role {
        Role::Subject => detail,
        Role::Neighbour | Role::Outside => Detail::Keys,
    };
    let mut fate: Vec<String> = entity.fate().into_iter().collect();
    if entity.partitions > 0 {
        fate.push(words::count(entity.partitions, "partition"));
    }
    let label = match fate.is_empty() {
        true => String::new(),
        false => format!(
            "[{}]",
            quoted(&format!("{}: {}", entity.id.name(), words::list(&fate)))
        ),
    };
    // What is said of the whole table need not be said of each column.
    let whole = matches!(entity.change, Change::New | Change::Dropped);
    let columns = entity.columns.iter().filter(|c| is_drawn(c, detail));
    let columns: Vec<String> = columns.map(|c| attribute(c, whole)).collect();
    match columns.is_empty() {
        true => format!("    {name}{label}\n"),
        false => format!("    {name}{label} {{\n{}    }}\n", columns.concat()),
    }
}

fn is_drawn(column: &Column, detail: Detail) -> bool {
    match detail {
        Detail::Full | Detail::NoNeighbours => true,
        Detail::Keys => !column.keys.is_empty() || column.change != Change::None,
        Detail::Names => false,
    }
}

/// Returns a column: its type, its name, its keys, and what is to be said of it.
fn attribute(column: &Column, whole: bool) -> String {
    let name = word(&column.name);
    let mut remarks = Vec::new();
    if name != column.name {
        remarks.push(column.name.clone());
    }
    match (column.change, &column.says) {
        (Change::None, _) => {}
        (Change::New | Change::Dropped, _) if whole => {}
        (Change::Changed, Some(says)) => remarks.push(format!("~ {says}")),
        (change, _) => remarks.push(format!("{} {}", change.sign(), change.word())),
    }
    let is_settled = matches!(column.change, Change::None | Change::New);
    if column.not_null && !column.keys.primary && is_settled {
        remarks.push("not null".into());
    }
    let mut out = format!("        {} {name}", word(&column.ty));
    if !column.keys.is_empty() {
        out.push(' ');
        out.push_str(&column.keys.letters().join(", "));
    }
    if !remarks.is_empty() {
        out.push(' ');
        out.push_str(&quoted(&words::cut(&words::list(&remarks), REMARK)));
    }
    out + "\n"
}

/// Returns the line between two tables: how many rows of the one go with how many of the other.
fn line(relation: &Relation, picture: &Picture) -> String {
    let name = |number: usize| quoted(picture.entities[number].id.name());
    let ends = match &relation.link {
        Link::Key { many, optional, .. } => {
            let one = if *optional { "o|" } else { "||" };
            format!("{}--{one}", if *many { "}o" } else { "|o" })
        }
        Link::Partition | Link::Inherits => "}o..||".into(),
    };
    let label = format!("{} {}", relation.change.sign(), relation.link.label());
    format!(
        "    {} {ends} {} : {}\n",
        name(relation.from),
        name(relation.to),
        quoted(label.trim_start())
    )
}

/// Returns a text between quotes; what would end them, or mean something to mermaid, stands as a code.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '%' | '\\' | '#' | ';' | '<' | '>' | '&' | '`' => {
                out.push_str(&format!("#{};", u32::from(c)));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Returns a name or a type as the one word that mermaid takes: what it does not take is a low line, and a comma one that looks the same.
fn word(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || "_-[]()".contains(c) => out.push(c),
            c if ('\u{c0}'..='\u{ffff}').contains(&c) && c.is_alphanumeric() => out.push(c),
            ',' => out.push('\u{201a}'),
            _ => out.push('_'),
        }
    }
    match out.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()) {
        true => out,
        false => format!("_{out}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_holds_only_what_mermaid_takes() {
        let words = [
            ("numeric(10,2)", "numeric(10\u{201a}2)"),
            ("timestamp with time zone", "timestamp_with_time_zone"),
            ("public.\"Odd one\"[]", "public__Odd_one_[]"),
            ("2fa", "_2fa"),
            ("größe", "größe"),
            ("", "_"),
        ];
        for (text, taken) in words {
            assert_eq!(word(text), taken);
        }
    }

    #[test]
    fn what_means_something_to_mermaid_stands_as_a_code() {
        assert_eq!(
            quoted("a \"b\"\n%%{init}"),
            "\"a #34;b#34; #37;#37;{init}\""
        );
    }
}
