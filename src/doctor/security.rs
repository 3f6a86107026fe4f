//! What is unsafe or slow in the schema, by the rules of `lint`, and what the server says of the same.

use super::api::Hold;
use super::sight::Sight;
use super::{Item, Mark, Step, Subject, Topic, shown};
use crate::kind::words;
use crate::kinds::grant::Grant;
use crate::kinds::grant::role::Role;
use crate::lint::{self, Finding, RULES};
use crate::model::{Id, State};

/// How many rules are told of.
const NAMED: usize = 5;
/// How many more places of one rule are named.
const PLACES: usize = 3;

/// Says what the rules find in the files, one item for each rule, and what PUBLIC may do though no file says so.
pub(super) fn items(sight: &Sight, hold: &Hold, user: &str, subject: &Subject) -> Vec<Item> {
    let reached = hold.reached(subject.exposure);
    let advice = lint::advise(&lint::Subject {
        state: &sight.desired,
        exposure: subject.exposure,
        reached: Some(&reached),
        user: Some(user),
        directives: &subject.scripts.directives,
    });
    // What no file says is carried along only where something differs; the server was asked for it.
    let own = |f: &&Finding| f.place.is_some();
    let found: Vec<&Finding> = advice.findings.iter().filter(own).collect();
    let mut items: Vec<Item> = wide_open(sight, hold).into_iter().collect();
    let broken = RULES.iter().filter_map(|rule| {
        let of: Vec<&Finding> = found
            .iter()
            .filter(|f| f.rule == rule.name)
            .copied()
            .collect();
        item(&of, subject)
    });
    items.extend(broken);
    let rest = items.len().saturating_sub(NAMED);
    items.truncate(NAMED);
    if rest > 0 {
        items.push(more(rest));
    }
    if items.is_empty() {
        let says = format!("{} find nothing", words::count(RULES.len(), "rule"));
        return vec![Item::new(Topic::Security, Mark::Good, "no-finding", says)];
    }
    let untold = rest > 0 || found.len() > items.len();
    if let Some(last) = items.last_mut().filter(|_| untold) {
        let all = Step::Command(subject.commands.lint.clone());
        last.then.push(all);
    }
    items
}

/// Returns the item of a rule: its first finding, and where the others are.
fn item(found: &[&Finding], subject: &Subject) -> Option<Item> {
    let (first, others) = found.split_first()?;
    let files = &subject.scripts.files;
    let mut item = Item::new(Topic::Security, Mark::Doubtful, first.rule, &first.says);
    item.place = shown(first.place.as_ref(), files);
    item = item.because(format!("{}: {}", first.rule, first.because));
    if !others.is_empty() {
        let places = others.iter().filter_map(|f| shown(f.place.as_ref(), files));
        let mut places: Vec<String> = places.collect();
        places.dedup();
        if places.len() > PLACES {
            places.truncate(PLACES);
            places.push("…".into());
        }
        let like_it = words::count(others.len(), "more place");
        item = item.because(format!("{like_it}: {}", words::list(&places)));
    }
    Some(match &first.write {
        Some(sql) => item.sql(None, sql),
        None => item,
    })
}

/// Says what PUBLIC may do with relations of the files although they do not say so.
fn wide_open(sight: &Sight, hold: &Hold) -> Option<Item> {
    let undeclared = hold
        .public
        .iter()
        .filter(|(id, _)| !declares(&sight.desired, id));
    let open: Vec<_> = undeclared.collect();
    let (id, privileges) = open.first()?;
    let says = format!(
        "PUBLIC has {privileges} on {}, though no file says so",
        words::called(id)
    );
    let mut item = Item::new(Topic::Security, Mark::Doubtful, "grant-to-public", says);
    item =
        item.because("grant-to-public: Every role of the server has it, those to come among them.");
    if open.len() > 1 {
        let others: Vec<&Id> = open[1..].iter().map(|(id, _)| *id).collect();
        item = item.because(format!("The same of {}", super::access::named(&others)));
    }
    let revoke = |(id, list): &(&Id, &String)| {
        format!(
            "revoke {} on {} from public;",
            list.to_lowercase(),
            id.name()
        )
    };
    let sql: Vec<String> = open.iter().map(revoke).collect();
    Some(item.sql(None, sql.join("\n")))
}

/// Returns whether the files themselves give PUBLIC something on a relation.
fn declares(desired: &State, relation: &Id) -> bool {
    let parts = desired.parts(relation).filter_map(|id| desired.get(id));
    let mut written = parts.filter(|f| f.origin.place().is_some());
    written.any(|f| f.get::<Grant>().is_some_and(|g| g.role == Role::Public))
}

fn more(rules: usize) -> Item {
    let says = format!("{} find something too", words::count(rules, "more rule"));
    Item::new(Topic::Security, Mark::Doubtful, "more", says)
}
