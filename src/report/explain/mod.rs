//! What the names in messages mean: errors and warnings, hazards, rules of `lint`, SQLSTATEs; a page for each, and the list of all.
//!
//! The pages of errors, warnings and hazards are the sections of `docs/errors.md`, those of rules are [`page`]'s, and those of
//! SQLSTATEs are made from [`sqlstate`]. How a page looks on a terminal is [`terminal`]'s to say.

mod near;
pub mod terminal;

use super::advice::page;
use crate::kind::hazard;
use crate::lint::{RULES, Rule};
use crate::live::sqlstate::{self, Meaning};

/// The pages of errors, warnings and hazards.
const ERRORS: &str = include_str!("../../../docs/errors.md");

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What trueup says of files, arguments, connections and patches.
    Error,
    /// What a patch may cost.
    Hazard,
    /// A rule of `trueup lint`.
    Rule,
    /// What PostgreSQL says.
    Sqlstate,
}

impl Group {
    /// Returns the heading of the list.
    fn heading(self) -> &'static str {
        match self {
            Group::Error => "Errors and warnings",
            Group::Hazard => "Hazards of a patch, as --allow takes them",
            Group::Rule => "Rules of trueup lint",
            Group::Sqlstate => "SQLSTATEs, which PostgreSQL and PostgREST give",
        }
    }
}

/// What a name means, in Markdown.
#[derive(Debug, Clone)]
pub struct Page {
    /// The name.
    pub name: String,
    /// What it is the name of.
    pub group: Group,
    /// What it means in one line.
    pub summary: String,
    /// The page without its heading.
    pub text: String,
}

/// How many characters an SQLSTATE has; a class of them has two.
const SQLSTATE: usize = 5;

/// Returns all pages, by group and name.
pub fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> = sections(ERRORS).map(section).collect();
    pages.extend(RULES.iter().map(|r| of_rule(r)));
    pages.extend(
        sqlstate::MEANINGS
            .iter()
            .map(|m| of_sqlstate(m, m.code.into())),
    );
    pages.sort_by(|a, b| (a.group, &a.name).cmp(&(b.group, &b.name)));
    pages
}

/// Returns the page of a name as it stands in a message, in whatever case, also by the name that the manual gives an SQLSTATE.
pub fn find(name: &str) -> Option<Page> {
    let name = bare(name);
    let same = |known: &str| known.eq_ignore_ascii_case(name);
    let by_code = pages().into_iter().find(|p| same(&p.name));
    let meaning = || {
        let by_name = sqlstate::MEANINGS.iter().find(|m| same(m.name));
        by_name.or_else(|| sqlstate::on(&name.to_ascii_uppercase()))
    };
    by_code.or_else(|| meaning().map(|m| of_sqlstate(m, as_asked(m, name))))
}

/// Returns names that may have been meant, the nearest first.
pub fn like(name: &str) -> Vec<String> {
    let known: Vec<String> = pages().into_iter().map(|p| p.name).collect();
    near::like(bare(name), &known)
}

/// Takes off what messages put around a name: `error[42P01]:`.
fn bare(name: &str) -> &str {
    let name = name.trim().trim_end_matches(':');
    let inner = name.split_once('[').map_or(name, |(_, rest)| rest);
    inner.trim_end_matches(']')
}

/// Returns the sections of the file: their names and texts.
fn sections(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = file.split("\n## ").skip(1);
    parts.filter_map(|part| {
        let (name, text) = part.split_once('\n')?;
        Some((name.trim(), text.trim()))
    })
}

fn section((name, text): (&str, &str)) -> Page {
    let is_hazard = hazard::is_known(name);
    Page {
        name: name.into(),
        group: if is_hazard {
            Group::Hazard
        } else {
            Group::Error
        },
        summary: first_sentence(text),
        text: text.into(),
    }
}

fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line = paragraph.replace('\n', " ");
    let sentence = line.split_once(". ").map_or(line.as_str(), |(one, _)| one);
    sentence.trim_end_matches('.').into()
}

fn of_rule(rule: &Rule) -> Page {
    let page = page::page(rule);
    let text = page.split_once('\n').map_or("", |(_, text)| text);
    Page {
        name: rule.name.into(),
        group: Group::Rule,
        summary: rule.finds.into(),
        text: text.trim().into(),
    }
}

/// Returns the code whose page is shown: of a class, the one that was asked for.
fn as_asked(meaning: &Meaning, name: &str) -> String {
    let asked = name.to_ascii_uppercase();
    match asked.len() == SQLSTATE && asked.starts_with(meaning.code) {
        true => asked,
        false => meaning.code.into(),
    }
}

fn of_sqlstate(meaning: &Meaning, code: String) -> Page {
    let class = match meaning.code == code && code.len() < SQLSTATE {
        true => "class ",
        false => "",
    };
    let mut text = format!(
        "`{}`, {class}{code}\n\n{}\n\n{}",
        meaning.name, meaning.says, meaning.look
    );
    if let Some(patch) = meaning.patch {
        text.push_str(&of_patch(patch));
    }
    if class.is_empty() {
        let example = format!("trueup doctor --error {code}");
        text.push_str(&format!("\n\nWhen an application meets it: `{example}`"));
    }
    Page {
        name: code,
        group: Group::Sqlstate,
        summary: meaning.name.into(),
        text,
    }
}

/// Says what to do when a statement of a patch meets it, where no limit was set; what is to be typed stands alone.
fn of_patch(patch: &str) -> String {
    let patch = patch
        .replace(", which is {statement} (0 is none)", "")
        .replace("{lock}", "lock_timeout");
    let (words, typed) = match patch.split_once("\n  ") {
        Some((words, typed)) => (words, format!("\n\n```text\n{typed}\n```")),
        None => (patch.as_str(), String::new()),
    };
    let stop = if typed.is_empty() { "." } else { "" };
    format!("\n\nWhen a statement of a patch meets it: {words}{stop}{typed}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a line of the list has room for.
    const LONGEST: usize = 69;

    #[test]
    fn a_name_is_found_as_messages_and_manuals_write_it() {
        let found = |name: &str| find(name).map(|p| p.name);
        assert_eq!(found("view-cycle").as_deref(), Some("view-cycle"));
        assert_eq!(found("error[42p01]:").as_deref(), Some("42P01"));
        assert_eq!(found("undefined_table").as_deref(), Some("42P01"));
        assert_eq!(found("08006").as_deref(), Some("08006"));
        assert_eq!(found("08").as_deref(), Some("08"));
        assert_eq!(found("drops-data").as_deref(), Some("drops-data"));
        assert_eq!(found("no-such-name"), None);
    }

    #[test]
    fn the_pages_are_sorted_and_no_name_stands_twice() {
        let names: Vec<&str> = sections(ERRORS).map(|s| s.0).collect();
        assert!(names.windows(2).all(|w| w[0] < w[1]), "{names:?}");
        let mut all: Vec<String> = pages().into_iter().map(|p| p.name).collect();
        all.sort();
        assert!(all.windows(2).all(|w| w[0] < w[1]), "{all:?}");
    }

    #[test]
    fn each_page_begins_with_a_sentence_that_fits_a_line() {
        for page in sections(ERRORS).map(section) {
            let length = page.summary.chars().count();
            assert!(
                (3..=LONGEST).contains(&length),
                "{}: {length} signs",
                page.name
            );
        }
    }

    #[test]
    fn every_hazard_has_a_page() {
        for (name, _) in hazard::NAMES {
            assert!(
                find(name).is_some_and(|p| p.group == Group::Hazard),
                "{name}"
            );
        }
    }
}
