//! The order of the statements: edges as sentences. Which of several that may come next is taken is `queue`'s to say.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::PlanError;
use super::inherit;
use super::queue::{Queue, is_early};
use crate::kind::{Action, Verb, names};
use crate::kinds;
use crate::kinds::routine::overload::may_be_meant_alike;
use crate::kinds::routine::plain_name;
use crate::model::{Fact, Id, Pair, State};

/// Sorts the statements so that each finds what it needs, and nothing goes before its users.
///
/// # Errors
/// [`PlanError::Cycle`] with the statements that need each other.
pub(super) fn sort(actions: Vec<Action>, pair: &Pair<State>) -> Result<Vec<Action>, PlanError> {
    let edges = Edges::of(&actions, pair);
    let order = Queue::of(&actions, &edges, pair).order();
    if order.len() < actions.len() {
        return Err(cycle(&actions, &order));
    }
    let mut slots: Vec<Option<Action>> = actions.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|i| slots[i].take()).collect())
}

fn cycle(actions: &[Action], order: &[usize]) -> PlanError {
    let done: HashSet<usize> = order.iter().copied().collect();
    let left = (0..actions.len()).filter(|i| !done.contains(i));
    PlanError::Cycle {
        statements: left.map(|i| format!("  {}", actions[i].sql())).collect(),
    }
}

/// Which statement comes before which.
pub(super) struct Edges {
    /// The statements that come after each, with the rule that says so.
    pub after: Vec<BTreeMap<usize, &'static str>>,
    /// The rule that is at work.
    rule: &'static str,
}

/// One statement before another, by their numbers, and the rule that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The one that comes first.
    pub first: usize,
    /// The one that comes after it.
    pub then: usize,
    /// Why, in a sentence.
    pub rule: &'static str,
}

/// Returns which statements of a patch must come before which.
pub fn edges(actions: &[Action], pair: &Pair<State>) -> Vec<Edge> {
    let after = Edges::of(actions, pair).after.into_iter().enumerate();
    let all = after.flat_map(|(first, all)| {
        let edge = move |(then, rule)| Edge { first, then, rule };
        all.into_iter().map(edge)
    });
    all.collect()
}

impl Edges {
    /// Derives the edges from what the statements make, need, break and touch.
    pub fn of(actions: &[Action], pair: &Pair<State>) -> Edges {
        let referring = inherit::referring(&pair.live);
        let index = Index::of(actions, pair, &referring);
        let mut edges = Edges {
            after: vec![BTreeMap::new(); actions.len()],
            rule: "",
        };
        for (i, action) in actions.iter().enumerate() {
            edges.what_it_needs_is_made_first(i, action, &index);
            edges.what_uses_a_thing_goes_before_it(i, action, &index, pair);
            edges.a_name_is_free_before_it_is_taken(i, action, &index, pair);
            edges.a_change_stands_between_its_users_end_and_return(i, action, &index);
            edges.a_view_has_its_new_columns_before_a_change_that_reads_it(i, action, &index);
        }
        edges.a_routine_goes_before_one_that_is_meant_alike(actions, pair);
        edges.what_an_extension_brings_is_there_before_it_is_used(actions);
        edges.what_an_extension_brought_is_there_as_long_as_it_may_be_used(actions, pair);
        edges
    }

    fn add(&mut self, first: usize, then: usize) {
        if first != then {
            self.after[first].entry(then).or_insert(self.rule);
        }
    }

    fn what_it_needs_is_made_first(&mut self, i: usize, action: &Action, index: &Index) {
        self.rule = "what it needs is made first";
        for maker in action.needs.iter().flat_map(|n| index.makers(n)) {
            self.add(*maker, i);
        }
    }

    /// The files do not tell what an extension brings, so whatever is made or changed may be waiting for it.
    fn what_an_extension_brings_is_there_before_it_is_used(&mut self, actions: &[Action]) {
        self.rule = "what an extension brings is there before it is used";
        let brings = |action: &Action| {
            action.verb == Verb::Create && action.about.kind() == names::EXTENSION
        };
        for (extension, _) in actions.iter().enumerate().filter(|(_, a)| brings(a)) {
            for (then, action) in actions.iter().enumerate() {
                let makes = matches!(action.verb, Verb::Alter | Verb::Create);
                if makes && !is_early(action) && !self.after[then].contains_key(&extension) {
                    self.add(extension, then);
                }
            }
        }
    }

    /// Where files stand in the place of the server, they do not tell what uses what an extension brought.
    fn what_an_extension_brought_is_there_as_long_as_it_may_be_used(
        &mut self,
        actions: &[Action],
        pair: &Pair<State>,
    ) {
        self.rule = "what an extension brought is there as long as it may be used";
        let extensions = actions.iter().enumerate().filter(|(_, action)| {
            action.verb == Verb::Drop && action.about.kind() == names::EXTENSION
        });
        for (then, gone) in extensions {
            let extension = pair.live.get(&gone.about);
            let Some(extension) = extension.filter(|f| f.origin.place().is_some()) else {
                continue;
            };
            let comes_back = pair.desired.has(&extension.id);
            let may_use = |action: &Action| match action.verb {
                Verb::Drop => {
                    action.about.kind() != names::EXTENSION
                        && !extension.uses.contains(&action.about)
                }
                Verb::Alter => !comes_back,
                Verb::Create | Verb::Rename => false,
            };
            for (first, _) in actions.iter().enumerate().filter(|(_, a)| may_use(a)) {
                if !self.after[then].contains_key(&first) {
                    self.add(first, then);
                }
            }
        }
    }

    fn what_uses_a_thing_goes_before_it(
        &mut self,
        i: usize,
        action: &Action,
        index: &Index,
        pair: &Pair<State>,
    ) {
        self.rule = "what uses a thing goes before it";
        for gone in &action.breaks {
            for user in index.users(gone) {
                index.breakers(user).iter().for_each(|k| self.add(*k, i));
                if user.kind() == names::FOREIGN_KEY {
                    // One that comes back would rely on the old key again, if it were still there.
                    index.makers(user).iter().for_each(|k| self.add(i, *k));
                }
                let still = pair
                    .desired
                    .get(user)
                    .is_some_and(|d| d.uses.contains(gone));
                if !still {
                    index.touchers(user).iter().for_each(|k| self.add(*k, i));
                }
            }
            // A part that goes by its own statement goes before the whole, and so does one that another thing takes over.
            for part in index.parts(gone) {
                let desired = pair.desired.get(&part.id);
                if desired.is_some_and(|d| d.parent != part.parent) {
                    index
                        .touchers(&part.id)
                        .iter()
                        .for_each(|k| self.add(*k, i));
                }
                index
                    .breakers(&part.id)
                    .iter()
                    .for_each(|k| self.add(*k, i));
            }
        }
    }

    fn a_view_has_its_new_columns_before_a_change_that_reads_it(
        &mut self,
        i: usize,
        action: &Action,
        index: &Index,
    ) {
        self.rule = "a view has its new columns before a change that reads it";
        if action.verb != Verb::Alter || action.about.kind() != names::VIEW {
            return;
        }
        let needing = index.needed.get(&action.about).into_iter().flatten();
        for then in needing {
            let other = &index.actions[*then];
            if other.verb == Verb::Alter && other.about != action.about {
                self.add(i, *then);
            }
        }
    }

    fn a_name_is_free_before_it_is_taken(
        &mut self,
        i: usize,
        action: &Action,
        index: &Index,
        pair: &Pair<State>,
    ) {
        self.rule = "a name is free before it is taken";
        for made in &action.makes {
            index.breakers(made).iter().for_each(|k| self.add(*k, i));
            if let Some(fact) = pair.desired.get(made)
                && let Some(slot) = kinds::kind(made.kind()).slot(fact)
            {
                index
                    .slots
                    .get(&slot)
                    .into_iter()
                    .flatten()
                    .for_each(|k| self.add(*k, i));
            }
        }
    }

    fn a_routine_goes_before_one_that_is_meant_alike(
        &mut self,
        actions: &[Action],
        pair: &Pair<State>,
    ) {
        self.rule = "a routine goes before one that is meant alike";
        let is_one = |a: &Action| names::ROUTINES.contains(&a.about.kind());
        let all = actions.iter().enumerate().filter(|(_, a)| is_one(a));
        let (mut old, mut new) = (HashMap::<String, Vec<_>>::new(), Vec::new());
        for (i, action) in all {
            let sides = (
                pair.live.get(&action.about),
                pair.desired.get(&action.about),
            );
            match (action.verb, sides) {
                (Verb::Drop, (Some(fact), _)) => {
                    let same = old.entry(plain_name(&fact.id)).or_default();
                    same.push((i, fact));
                }
                (Verb::Create, (_, Some(fact))) => new.push((i, fact)),
                _ => {}
            }
        }
        for (then, new) in new {
            let of_name = old.get(&plain_name(&new.id)).into_iter().flatten();
            let alike = of_name.filter(|(_, old)| may_be_meant_alike(old, new));
            alike.for_each(|(first, _)| self.add(*first, then));
        }
    }

    fn a_change_stands_between_its_users_end_and_return(
        &mut self,
        i: usize,
        action: &Action,
        index: &Index,
    ) {
        self.rule = "a change stands between its users' end and return";
        for touched in &action.touches {
            let mut users: Vec<&Id> = index.users(touched).iter().collect();
            users.extend(index.parts(touched).iter().map(|p| &p.id));
            users.retain(|user| action.concerns(user.kind()));
            for user in users {
                index
                    .breakers(user)
                    .iter()
                    .filter(|k| **k != i)
                    .for_each(|k| {
                        let in_the_way = match action.renames_aside {
                            true => index.names(*k, touched),
                            false => !action.rebuilds.is_empty() || index.is_drop(*k),
                        };
                        if in_the_way {
                            self.add(*k, i);
                        }
                    });
            }
            if action.precedes_uses || !action.rebuilds.is_empty() {
                let beginning = index.beginning.get(touched).into_iter().flatten();
                beginning.for_each(|k| self.add(i, *k));
            }
            // What is made in the same patch can be used at once; so can a routine that stays under its name.
            if names::ROUTINES.contains(&touched.kind()) || !index.makers(touched).is_empty() {
                continue;
            }
            for returning in index.new_users(touched) {
                if !action.concerns(index.actions[*returning].about.kind()) {
                    continue;
                }
                let made_for_it = index.actions_make_any(*returning, &action.needs);
                if !made_for_it {
                    self.add(i, *returning);
                }
            }
        }
    }
}

/// Returns these live facts by what they are parts of.
fn parts<'a>(
    ids: impl Iterator<Item = &'a Id>,
    pair: &'a Pair<State>,
) -> HashMap<&'a Id, Vec<&'a Fact>> {
    let ids: HashSet<&Id> = ids.collect();
    let mut out: HashMap<&Id, Vec<&Fact>> = HashMap::new();
    for fact in ids.into_iter().filter_map(|id| pair.live.get(id)) {
        if let Some(parent) = &fact.parent {
            out.entry(parent).or_default().push(fact);
        }
    }
    out
}

/// Statements by what they do, and facts by what they use.
struct Index<'a> {
    actions: &'a [Action],
    made: HashMap<&'a Id, Vec<usize>>,
    broken: HashMap<&'a Id, Vec<usize>>,
    touched: HashMap<&'a Id, Vec<usize>>,
    needed: HashMap<&'a Id, Vec<usize>>,
    users: HashMap<&'a Id, Vec<Id>>,
    /// The parts of each live thing that some statement breaks or touches.
    parts: HashMap<&'a Id, Vec<&'a Fact>>,
    /// The statements that alter what did not use a thing so that it does.
    beginning: HashMap<&'a Id, Vec<usize>>,
    slots: HashMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn of(
        actions: &'a [Action],
        pair: &'a Pair<State>,
        referring: &'a HashMap<Id, Vec<Id>>,
    ) -> Index<'a> {
        let by = |of: fn(&Action) -> &Vec<Id>| {
            let mut map: HashMap<&Id, Vec<usize>> = HashMap::new();
            for (i, action) in actions.iter().enumerate() {
                of(action)
                    .iter()
                    .for_each(|id| map.entry(id).or_default().push(i));
            }
            map
        };
        let mut users: HashMap<&Id, Vec<Id>> = HashMap::new();
        for fact in pair.live.iter() {
            fact.uses
                .iter()
                .for_each(|u| users.entry(u).or_default().push(fact.id.clone()));
        }
        for (partition, keys) in referring {
            users.entry(partition).or_default().extend(keys.clone());
        }
        let mut beginning: HashMap<&Id, Vec<usize>> = HashMap::new();
        for (i, action) in actions.iter().enumerate() {
            let sides = (
                pair.live.get(&action.about),
                pair.desired.get(&action.about),
            );
            if let (Verb::Alter, (Some(live), Some(desired))) = (action.verb, sides) {
                let new = desired.uses.iter().filter(|u| !live.uses.contains(u));
                new.for_each(|u| beginning.entry(u).or_default().push(i));
            }
        }
        let mut slots: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, action) in actions.iter().enumerate() {
            for fact in action.breaks.iter().filter_map(|b| pair.live.get(b)) {
                if let Some(slot) = kinds::kind(fact.id.kind()).slot(fact) {
                    slots.entry(slot).or_default().push(i);
                }
            }
        }
        let (broken, touched) = (by(|a| &a.breaks), by(|a| &a.touches));
        Index {
            parts: parts(broken.keys().chain(touched.keys()).copied(), pair),
            actions,
            made: by(|a| &a.makes),
            broken,
            touched,
            needed: by(|a| &a.needs),
            users,
            beginning,
            slots,
        }
    }

    fn makers(&self, id: &Id) -> &[usize] {
        self.made.get(id).map_or(&[], |l| l)
    }

    fn breakers(&self, id: &Id) -> &[usize] {
        self.broken.get(id).map_or(&[], |l| l)
    }

    fn touchers(&self, id: &Id) -> &[usize] {
        self.touched.get(id).map_or(&[], |l| l)
    }

    fn parts(&self, id: &Id) -> &[&'a Fact] {
        self.parts.get(id).map_or(&[], |l| l)
    }

    fn users(&self, id: &Id) -> &[Id] {
        self.users.get(id).map_or(&[], |l| l)
    }

    /// Returns the statements that make something which needs a thing.
    fn new_users(&self, id: &Id) -> Vec<&usize> {
        let needing = self.needed.get(id).map_or(&[][..], |l| l);
        needing
            .iter()
            .filter(|i| !self.actions[**i].makes.is_empty())
            .collect()
    }

    fn is_drop(&self, i: usize) -> bool {
        self.actions[i].verb == Verb::Drop
    }

    fn names(&self, i: usize, id: &Id) -> bool {
        self.actions[i].sql().contains(id.name())
    }

    fn actions_make_any(&self, i: usize, ids: &[Id]) -> bool {
        self.actions[i].makes.iter().any(|m| ids.contains(m))
    }
}
