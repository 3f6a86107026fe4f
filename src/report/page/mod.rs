//! A comparison, or a whole database, as one page that stands by itself: a diagram to move and search, and all that it shows in words.
//!
//! ```text
//! cards        the objects, each with its columns and what changes, in colour and in words
//! statements   the patch, each statement with its lock, its size and its hazards
//! style.css, script.js
//! ```
//! Without the script the diagram stands still, and the rest is the same. Nothing is loaded, and a policy in the page forbids it.

mod cards;
mod statements;

use super::diagram::{self, Picture, svg::svg};
use super::groups::groups;
use super::markup::html::{self, Page, plain};
use super::{line, verdict};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::kind::words;

/// How the page looks.
const STYLE: &str = include_str!("style.css");
/// How the diagram is moved and searched.
const SCRIPT: &str = include_str!("script.js");

/// Returns the page of a comparison; `next` is what to type, with a word about it.
pub fn comparison(comparison: &Comparison, counts: &Counts, next: Option<&str>) -> String {
    let groups = groups(comparison);
    let verdict = match comparison.in_step() {
        true => line::in_step(comparison),
        false => {
            let objects = words::count(groups.len(), "object");
            let differ = if groups.len() == 1 {
                "differs"
            } else {
                "differ"
            };
            format!("{objects} {differ}")
        }
    };
    let mut body = format!("<header>\n<h1>{}</h1>\n", plain(&verdict));
    if !comparison.in_step() {
        let tally = verdict::tally(&groups, comparison, counts);
        body.push_str(&format!("<p>{}.</p>\n", plain(&tally)));
    }
    body.push_str(&advice(next.filter(|_| !comparison.in_step())));
    let picture = diagram::between(comparison);
    let statements = statements::statements(comparison, counts);
    let parts = [
        ("diagram", "Diagram", diagram(&picture, &[CHANGES, LEGEND])),
        (
            "objects",
            "What differs",
            cards::objects(&groups, &picture, (comparison, counts)),
        ),
        ("patch", "Patch", statements),
        ("warnings", "Warnings", warnings(comparison)),
    ];
    body.push_str(&sections(parts));
    page(&verdict, &body)
}

/// Returns the page of a database; `name` is what people call it: `database shop`.
pub fn database(picture: &Picture, name: &str) -> String {
    let tables = words::count(picture.entities.len(), "table");
    let title = format!("Tables of {name}");
    let mut body = format!(
        "<header>\n<h1>{}</h1>\n<p>{tables}, {}.</p>\n",
        plain(&title),
        words::count(picture.relations.len(), "reference")
    );
    let parts = [
        ("diagram", "Diagram", diagram(picture, &[LEGEND])),
        ("objects", "Tables", cards::tables(picture)),
    ];
    body.push_str(&sections(parts));
    page(&title, &body)
}

fn page(title: &str, body: &str) -> String {
    html::page(&Page {
        title,
        style: STYLE,
        script: Some(SCRIPT),
        body,
    })
}

/// Returns the sections that hold something, below a list that leads to them.
fn sections<const N: usize>(parts: [(&str, &str, String); N]) -> String {
    let parts = parts.iter().filter(|p| !p.2.is_empty());
    let links = parts
        .clone()
        .map(|(id, title, _)| format!("<li><a href=\"#{id}-part\">{title}</a></li>"));
    let links = links.collect::<String>();
    let nav = match links.is_empty() {
        true => String::new(),
        false => format!("<nav aria-label=\"Parts of the page\"><ul>{links}</ul></nav>\n"),
    };
    let sections = parts.map(|(id, title, content)| {
        format!("<section id=\"{id}-part\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n{content}</section>\n")
    });
    format!(
        "{nav}</header>\n<main>\n{}</main>\n",
        sections.collect::<String>()
    )
}

/// Returns the diagram with what moves it; nothing if there is no table.
fn diagram(picture: &Picture, legend: &[&str]) -> String {
    if picture.entities.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "<div class=\"tools\" hidden>\n\
         <label for=\"search\">Search <kbd>/</kbd></label>\
         <input id=\"search\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"table or column\">\n\
         <span id=\"found\" role=\"status\"></span>\n\
         <span class=\"zoom\"><button type=\"button\" id=\"out\" aria-label=\"Zoom out\">−</button>\
         <button type=\"button\" id=\"in\" aria-label=\"Zoom in\">+</button>\
         <button type=\"button\" id=\"fit\">Fit</button></span>\n</div>\n",
    );
    out.push_str(&format!(
        "<a class=\"skip\" href=\"#objects-part\">Skip the diagram</a>\n\
         <div id=\"view\" class=\"view\" tabindex=\"0\" role=\"region\" aria-label=\"Diagram: arrow keys move it, plus and minus zoom, zero fits it\">\n{}</div>\n",
        svg(picture)
    ));
    out + &format!("<p class=\"legend\">{}</p>\n", legend.concat())
}

/// What the signs before names mean.
const CHANGES: &str = "<span class=\"new\">+ new</span> <span class=\"changed\">~ changed</span> \
     <span class=\"dropped\">- dropped</span> ";
/// What the other signs of the diagram mean.
const LEGEND: &str = "<span>PK, FK, UK: primary, foreign, unique key</span> <span>three toes: many rows refer</span> \
     <span>a ring: a row may refer to none</span>";

/// Returns what to do next: a sentence, with the command in it as a block.
fn advice(next: Option<&str>) -> String {
    match next.map(|n| (n, n.split_once(": "))) {
        None => String::new(),
        Some((_, Some((what, command)))) if command.starts_with("trueup ") => format!(
            "<p>{}:</p>\n<pre><code>{}</code></pre>\n",
            plain(what),
            plain(command)
        ),
        Some((next, _)) => format!("<p>{}</p>\n", plain(next)),
    }
}

fn warnings(comparison: &Comparison) -> String {
    let all = comparison.warnings.iter().map(|w| {
        let place = w.place().map(|p| comparison.files().show(p));
        let place = place.map(|p| format!(" <span class=\"faint\">{}</span>", plain(&p)));
        format!(
            "<li>{}{}</li>\n",
            plain(&w.to_string()),
            place.unwrap_or_default()
        )
    });
    match all.collect::<String>() {
        none if none.is_empty() => none,
        list => format!("<ul>\n{list}</ul>\n"),
    }
}
