//! Advice about a state, by rules that look at its facts; how it is shown does not belong here.
//!
//! ```text
//! exposure  what an API shows, as the project says it
//! look      the state under the rules' eyes: what is shown to whom
//! rule      what a rule is, and a finding
//! …         the rules, a file for each group; RULES is the registry
//! silence   the findings that the files want silent, with their reasons
//! ```

mod definer;
mod exposure;
mod grants;
mod keys;
mod look;
mod row_security;
mod rule;
mod secrets;
mod silence;
mod stripe;
mod views;

pub use exposure::Exposure;
pub use look::{DATA, Reached};
pub use rule::{Finding, Rule};

use crate::diagnostic::Problems;
use crate::model::State;
use crate::text::sql::Directive;
use look::Look;

/// All rules, in the order in which they are told.
pub const RULES: &[&Rule] = &[
    &row_security::OFF,
    &row_security::WITHOUT_POLICY,
    &row_security::POLICY_WITHOUT,
    &views::BYPASSES,
    &definer::WITHOUT_PATH,
    &definer::FOR_EVERYONE,
    &grants::TO_PUBLIC,
    &secrets::IN_DEFAULT,
    &keys::WITHOUT_INDEX,
    &stripe::WITHOUT_UNIQUE,
];

/// Returns a rule by its name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.name == name)
}

/// What the rules are given to look at.
pub struct Subject<'s> {
    /// The state, with the places of its facts.
    pub state: &'s State,
    /// What an API shows.
    pub exposure: &'s Exposure,
    /// What the roles of the API reach on a server, if one was asked.
    pub reached: Option<&'s Reached>,
    /// The role that runs the files, where a server was asked for it.
    pub user: Option<&'s str>,
    /// What the files say of rules.
    pub directives: &'s [Directive],
}

/// What the rules found.
#[derive(Debug, Default)]
pub struct Advice {
    /// What is to be told, in the order of the files.
    pub findings: Vec<Finding>,
    /// How many findings the files silence.
    pub silenced: usize,
    /// What is wrong with the silences themselves.
    pub problems: Problems,
}

/// Returns whether an API shows something of a database: that is declared, or its roles or its platform stand in the files.
pub fn has_api(state: &State, exposure: &Exposure) -> bool {
    let look = Look::at(&Subject {
        state,
        exposure,
        reached: None,
        user: None,
        directives: &[],
    });
    look.has_api()
}

/// Looks at a state by all rules.
pub fn advise(subject: &Subject) -> Advice {
    let look = Look::at(subject);
    let mut all = Vec::new();
    for rule in RULES {
        let before = all.len();
        (rule.check)(&look, &mut all);
        all[before..].iter_mut().for_each(|f| f.rule = rule.name);
    }
    let place = |f: &Finding| f.place.as_ref().map(|p| (p.file, p.bytes.start));
    all.sort_by(|a, b| (place(a), &a.about, a.rule).cmp(&(place(b), &b.about, b.rule)));
    silence::apply(all, subject)
}
