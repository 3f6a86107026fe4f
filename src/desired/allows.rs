//! `allow`: what the files say a commit may cost, and why.
//!
//! Such words let a commit pass; a database is not touched by them, and `apply` wants its own `--allow`.

use crate::diagnostic::{Problem, Problems, did_you_mean};
use crate::kind::{hazard, words};
use crate::kinds;
use crate::model::{Id, Place};
use crate::text::sql::{Directive, Verb};

/// The hazards that a file allows for one definition, or for a thing that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    hazards: Vec<String>,
    /// The thing, as messages call it: `table public.t`.
    thing: Option<String>,
    covers: Directive,
}

impl Allow {
    /// Returns whether it is about a hazard of this name.
    pub fn names(&self, hazard: &str) -> bool {
        self.hazards.iter().any(|h| h == hazard)
    }

    /// Returns whether it speaks of a thing, which stands at this place if the files have it.
    pub fn is_about(&self, id: &Id, place: Option<&Place>) -> bool {
        match &self.thing {
            Some(thing) => *thing == plain(&words::called(id)),
            None => place.is_some_and(|place| self.covers.covers(place)),
        }
    }
}

/// Reads what the directives allow; a hazard or a kind of thing that is unknown is a problem.
pub(super) fn read(directives: &[Directive], problems: &mut Problems) -> Vec<Allow> {
    let allow = |d: &&Directive| d.verb == Verb::Allow;
    let mut out = Vec::new();
    for directive in directives.iter().filter(allow) {
        let (hazards, thing) = directive.listed();
        let unknown = hazards.iter().filter(|h| !hazard::is_known(h));
        unknown.for_each(|h| problems.push(hazard::unknown(h).at(directive.place.clone(), "")));
        let thing = (!thing.is_empty()).then(|| qualified(&plain(thing)));
        if let Some(thing) = thing.as_deref().filter(|t| !is_thing(t)) {
            problems.push(no_thing(thing).at(directive.place.clone(), ""));
        }
        out.push(Allow {
            hazards: hazards.iter().map(|h| h.to_string()).collect(),
            thing,
            covers: directive.clone(),
        });
    }
    out
}

fn nouns() -> Vec<String> {
    kinds::ALL.iter().map(|k| words::noun(k.name())).collect()
}

fn is_thing(thing: &str) -> bool {
    let named = |noun: &String| {
        thing
            .strip_prefix(noun)
            .is_some_and(|rest| rest.starts_with(' '))
    };
    nouns().iter().any(named)
}

fn no_thing(thing: &str) -> Problem {
    let first = thing.split(' ').next().unwrap_or_default();
    let nouns = nouns();
    let near = did_you_mean(first, nouns.iter().map(String::as_str));
    let form = "a thing is named as messages call it: `table public.t`, `column public.t.c`";
    Problem::error("unknown-thing", format!("`{thing}` names no thing"))
        .help(near.unwrap_or_else(|| form.into()))
}

/// Returns a name in lower case outside of quotes, with one space between its words.
fn plain(text: &str) -> String {
    let mut quoted = false;
    let fold = |c: char| {
        quoted ^= c == '"';
        if quoted { c } else { c.to_ascii_lowercase() }
    };
    let text: String = text.chars().map(fold).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `table t` as `table public.t`.
fn qualified(thing: &str) -> String {
    match thing.rsplit_once(' ') {
        Some((noun @ ("table" | "view" | "materialized view"), name)) if !name.contains('.') => {
            format!("{noun} public.{name}")
        }
        _ => thing.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> (Vec<Allow>, Vec<String>) {
        let place = Place {
            file: 0,
            bytes: 0..9,
        };
        let directive = Directive {
            verb: Verb::Allow,
            name: name.into(),
            reason: "r".into(),
            place: place.clone(),
            covers: place,
        };
        let mut problems = Problems::default();
        let all = read(&[directive], &mut problems);
        (all, problems.iter().map(|p| p.to_string()).collect())
    }

    #[test]
    fn a_thing_is_named_as_messages_call_it() {
        let table = Id::new("table", &["public", "Old one"]);
        for (name, is_it) in [
            ("drops-data table \"Old one\"", false),
            ("drops-data TABLE  Public.\"Old one\"", true),
            ("drops-data view public.\"Old one\"", false),
        ] {
            let (all, problems) = of(name);
            assert_eq!(problems, [""; 0]);
            assert_eq!(all[0].is_about(&table, None), is_it, "{name}");
        }
        let plain = Id::new("table", &["public", "old"]);
        assert!(of("drops-data table old").0[0].is_about(&plain, None));
    }

    #[test]
    fn what_is_misspelt_is_told() {
        assert_eq!(of("drop-data").1, ["there is no hazard `drop-data`"]);
        assert_eq!(
            of("drops-data tabel public.t").1,
            ["`tabel public.t` names no thing"]
        );
    }
}
