//! The objects in words: a table with its columns, and what changes of each.

use similar::{ChangeTag, TextDiff};

use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::{Hazard, names, words};
use crate::report::costs;
use crate::report::diagram::{Change, Column, Entity, Picture, Role};
use crate::report::groups::{Group, Part};
use crate::report::markup::html::plain;
use crate::report::verdict::{matter, origin};

/// Returns what differs, object by object, then the tables around.
pub fn objects(groups: &[Group], picture: &Picture, of: (&Comparison, &Counts)) -> String {
    let mut out = String::new();
    for group in groups {
        let entity = picture.entities.iter().position(|e| e.id == group.top);
        out.push_str(&object(
            group,
            entity.map(|n| (n, &picture.entities[n])),
            of,
        ));
    }
    let near: Vec<String> = picture
        .entities
        .iter()
        .enumerate()
        .filter(|(_, e)| e.role != Role::Subject)
        .map(|(number, entity)| table(number, entity))
        .collect();
    if !near.is_empty() {
        out.push_str("<h3 class=\"apart\">Tables around, which stay as they are</h3>\n");
        out.push_str(&near.concat());
    }
    out
}

/// Returns all tables.
pub fn tables(picture: &Picture) -> String {
    let all = picture.entities.iter().enumerate();
    all.map(|(number, entity)| table(number, entity)).collect()
}

/// Returns a card: a heading with what happens, and what stands below it.
fn card(id: Option<usize>, (change, fate): (Change, &str), heading: &str, content: &str) -> String {
    let (place, show) = match id {
        None => (String::new(), String::new()),
        Some(n) => (
            format!(" id=\"table-{n}\""),
            format!(
                " <a class=\"show\" href=\"#box-{n}\" aria-label=\"Show {} in the diagram\">show</a>",
                plain(heading)
            ),
        ),
    };
    let badge = match fate.is_empty() {
        true => String::new(),
        false => format!(
            " <span class=\"badge {}\">{} {}</span>",
            change.word(),
            change.sign(),
            plain(fate)
        ),
    };
    format!(
        "<article class=\"card {}\"{place}>\n<h3>{}{badge}{show}</h3>\n{content}</article>\n",
        change.word(),
        plain(heading)
    )
}

/// Returns a table of which nothing differs.
fn table(number: usize, entity: &Entity) -> String {
    let mut content = String::new();
    if entity.role == Role::Outside {
        content.push_str("<p class=\"faint\">Not among the tables that were read.</p>\n");
    }
    if let Some(comment) = &entity.comment {
        content.push_str(&format!("<p>{}</p>\n", plain(comment)));
    }
    if entity.partitions > 0 {
        let partitions = words::count(entity.partitions, "partition");
        content.push_str(&format!("<p class=\"faint\">{partitions}</p>\n"));
    }
    content.push_str(&columns(entity));
    content.push_str(&parts(entity));
    card(Some(number), (Change::None, ""), entity.id.name(), &content)
}

fn object(
    group: &Group,
    entity: Option<(usize, &Entity)>,
    (comparison, counts): (&Comparison, &Counts),
) -> String {
    let change = match &group.whole {
        Some(whole) => Change::of(whole.difference),
        None => Change::Changed,
    };
    let noun = words::noun(group.top.kind());
    let place = group.place.as_ref().map(|p| comparison.files().show(p));
    let mut content = format!(
        "<p>{} <span class=\"faint\">{}</span></p>\n",
        plain(&matter(group)),
        plain(&place.unwrap_or_default())
    );
    let is_in_columns = |p: &&Part| entity.is_some() && is_of_column(p);
    let columns = group.parts.iter().filter(is_in_columns);
    let own = group.whole.iter().chain(columns).flat_map(|p| &p.hazards);
    content.push_str(&dangers(own.chain(&group.hazards).copied(), counts));
    if let Some((_, entity)) = entity {
        content.push_str(&self::columns(entity));
    }
    let whole = group.whole.iter().filter(|w| says(w).is_some());
    let parts = group.parts.iter().filter(|p| !is_in_columns(p));
    let parts = group.renamed.iter().chain(whole).chain(parts);
    let parts: Vec<String> = parts.map(|p| part(p, group, counts)).collect();
    if !parts.is_empty() {
        content.push_str(&format!("<ul class=\"parts\">\n{}</ul>\n", parts.concat()));
    }
    let heading = format!("{noun} {}", group.top.name());
    let fate = entity.and_then(|e| e.1.fate());
    let fate = fate.unwrap_or_else(|| change.word().into());
    card(entity.map(|e| e.0), (change, &fate), &heading, &content)
}

fn is_of_column(part: &Part) -> bool {
    [names::COLUMN, names::DEFAULT, names::IDENTITY].contains(&part.difference.id().kind())
}

/// Returns the parts of a table that are no columns.
fn parts(entity: &Entity) -> String {
    let items = entity.parts.iter().map(|p| {
        format!(
            "<li>{} {} <code>{}</code></li>\n",
            p.noun,
            plain(&p.name),
            plain(&p.says)
        )
    });
    match items.collect::<String>() {
        none if none.is_empty() => none,
        items => format!("<ul class=\"parts\">\n{items}</ul>\n"),
    }
}

/// Returns the columns of a table, each with what changes where some do and others do not.
fn columns(entity: &Entity) -> String {
    if entity.columns.is_empty() {
        return String::new();
    }
    let changes = entity.change == Change::Changed;
    let rows = entity.columns.iter().map(|c| column(c, changes));
    let last = match changes {
        true => "<th scope=\"col\">change</th>",
        false => "",
    };
    format!(
        "<table>\n<caption>Columns of {}</caption>\n\
         <thead><tr><th scope=\"col\">column</th><th scope=\"col\">definition</th>{last}</tr></thead>\n\
         <tbody>\n{}</tbody>\n</table>\n",
        plain(entity.id.name()),
        rows.collect::<String>()
    )
}

fn column(column: &Column, changes: bool) -> String {
    let keys = column.keys.letters().into_iter();
    let keys = keys.map(|k| format!(" <span class=\"keys\">{k}</span>"));
    let change = match (column.change, &column.says) {
        (Change::None, _) => String::new(),
        (Change::Changed, Some(says)) => format!("<b>~ changed</b> <code>{}</code>", plain(says)),
        (change, _) => format!("<b>{} {}</b>", change.sign(), change.word()),
    };
    let change = match changes {
        true => format!("<td>{change}</td>"),
        false => String::new(),
    };
    format!(
        "<tr class=\"{}\"><th scope=\"row\">{}{}</th><td><code>{}</code></td>{change}</tr>\n",
        column.change.word(),
        plain(&column.name),
        keys.collect::<String>(),
        plain(&column.definition)
    )
}

/// Returns a part that is no column.
fn part(part: &Part, group: &Group, counts: &Counts) -> String {
    let change = Change::of(part.difference);
    let noun = words::noun(part.difference.id().kind());
    let name = match *part.difference.id() == group.top || part.name.starts_with('(') {
        true => String::new(),
        false => format!(" {}", plain(&part.name)),
    };
    let unconfirmed = match part.unconfirmed {
        true => " <em>unconfirmed: perhaps it is only spelled differently</em>",
        false => "",
    };
    // Those of the object itself stand above.
    let own = part.hazards.iter().copied();
    let own = own.filter(|_| *part.difference.id() != group.top);
    format!(
        "<li class=\"{}\"><b>{} {}</b> {noun}{name} {}{unconfirmed}{}</li>\n",
        change.word(),
        change.sign(),
        change.word(),
        says(part).unwrap_or_default(),
        dangers(own, counts)
    )
}

/// Returns what the sides say of a part; nothing if that is no more than that it is there.
fn says(part: &Part) -> Option<String> {
    let code = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().trim();
        match text.contains('\n') {
            true => format!("<pre><code>{}</code></pre>", plain(text)),
            false => format!("<code>{}</code>", plain(text)),
        }
    };
    Some(match part.difference {
        Difference::Renamed { id, old } => {
            let [what, name] = origin(id, old);
            format!("{what} <code>{}</code>", plain(&name))
        }
        Difference::Missing(_) if part.difference.id().kind() == names::TABLE => return None,
        Difference::Extra(_) if part.difference.id().kind() == names::TABLE => return None,
        Difference::Missing(_) => code(&part.says.desired),
        Difference::Extra(_) => code(&part.says.live),
        Difference::Changed(_) if part.says.live == part.says.desired => "see the patch".into(),
        Difference::Changed(_) => match (&part.says.live, &part.says.desired) {
            (Some(live), Some(desired)) if live.contains('\n') || desired.contains('\n') => {
                lines(live, desired)
            }
            (live, desired) => format!("{} → {}", code(live), code(desired)),
        },
    })
}

/// Returns the lines of both sides, those that differ with a sign.
fn lines(live: &str, desired: &str) -> String {
    let diff = TextDiff::from_lines(live, desired);
    let lines = diff.iter_all_changes().map(|change| {
        let line = plain(change.value().trim_end_matches('\n'));
        match change.tag() {
            ChangeTag::Equal => format!("  {line}\n"),
            ChangeTag::Insert => format!("<ins>+ {line}</ins>\n"),
            ChangeTag::Delete => format!("<del>- {line}</del>\n"),
        }
    });
    format!("<pre><code>{}</code></pre>", lines.collect::<String>())
}

/// Returns dangers as a list.
pub fn dangers<'h>(hazards: impl Iterator<Item = &'h Hazard>, counts: &Counts) -> String {
    let lines = hazards.filter(|h| !counts.harmless(h)).map(|h| {
        let allow = match h.refused {
            true => format!("; apply refuses it without --allow {}", h.name),
            false => String::new(),
        };
        format!("<li>! {}{allow}</li>\n", plain(&costs::long(h, counts)))
    });
    match lines.collect::<String>() {
        none if none.is_empty() => none,
        lines => format!("<ul class=\"hazards\">\n{lines}</ul>\n"),
    }
}
