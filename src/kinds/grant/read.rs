//! Reads GRANT and REVOKE and does to the draft what a server would do.

use super::object::{ObjectType, PARAMETER, is_public_from_the_beginning};
use super::role::Role;
use super::spec::{self, Deed, Wanted};
use super::{Grant, address, target};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::default_privilege;
use crate::kinds::role::membership;
use crate::model::{Id, Place};
use crate::text::sql::Reader;

/// Reads the statement.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    default_privilege::settle(draft);
    let start = reader.mark();
    if membership::is_one(reader)? {
        let gives = reader.accept("grant");
        if !gives {
            reader.expect("revoke")?;
        }
        return membership::read(reader, draft, gives);
    }
    let mut deed = Deed::read(reader)?;
    let wanted = spec::privileges(reader)?;
    reader.expect("on")?;
    let objects = target::read(reader, draft)?;
    let roles = spec::roles(reader, draft, &mut deed)?;
    let place = reader.since(start);
    for object in &objects {
        for (on, privilege) in expand(&wanted, object, draft.world.version)? {
            for role in &roles {
                Change {
                    on: &on,
                    parent: parent(&on, object, draft),
                    role,
                    privilege,
                    place: &place,
                }
                .make(deed, draft);
            }
        }
    }
    Ok(())
}

/// Returns what the list of privileges means for one object; columns are objects of their own.
fn expand(wanted: &[Wanted], object: &Id, version: u32) -> Result<Vec<(Id, &'static str)>> {
    let mut out = Vec::new();
    for item in wanted {
        let class = target::class(object);
        if item.columns.is_empty() {
            let all = item.of(class, version)?;
            out.extend(all.into_iter().map(|p| (object.clone(), p)));
            continue;
        }
        if class != ObjectType::Table {
            let message = format!("a {} has no columns to give privileges on", class.noun());
            return Err(Box::new(
                Problem::error("syntax", message).at(item.place.clone(), ""),
            ));
        }
        for privilege in item.of(ObjectType::Column, version)? {
            let columns = item.columns.iter().map(|c| object.child(names::COLUMN, c));
            out.extend(columns.map(|c| (c, privilege)));
        }
    }
    Ok(out)
}

/// Returns what a grant goes away with: the columns of a view, and of a table that no file defines, are no facts; nor are parameters.
fn parent(on: &Id, object: &Id, draft: &Draft) -> Option<Id> {
    let is_ours = draft.state.has(object) || draft.ahead.contains(object);
    match object.kind() {
        names::TABLE if is_ours => Some(on.clone()),
        PARAMETER => None,
        _ => Some(target::fact_of(object, draft)),
    }
}

/// One privilege of one role on one object.
struct Change<'a> {
    on: &'a Id,
    parent: Option<Id>,
    role: &'a Role,
    privilege: &'static str,
    place: &'a Place,
}

impl Change<'_> {
    fn make(self, deed: Deed, draft: &mut Draft) {
        let id = address(self.on, self.role, self.privilege);
        let from_the_beginning = *self.role == Role::Public
            && is_public_from_the_beginning(self.on, self.privilege, draft.world.version);
        match deed {
            Deed::Give | Deed::GiveWithOption if from_the_beginning => drop(draft.refuse(id)),
            Deed::Give => self.give(draft, id, false),
            Deed::GiveWithOption => self.give(draft, id, true),
            Deed::TakeOption => self.take_option(draft, id),
            Deed::Take if from_the_beginning => self.put(draft, id, false, true),
            Deed::Take => {
                draft.refuse(id);
                self.take_from_columns(draft);
            }
        }
    }

    fn put(&self, draft: &mut Draft, id: Id, grant_option: bool, revoked: bool) {
        let body = Grant {
            on: self.on.clone(),
            role: self.role.clone(),
            privilege: self.privilege,
            grant_option,
            revoked,
        };
        draft.set(id, self.parent.clone(), body, self.place.clone());
    }

    /// Gives the privilege; a grant option that is there stays.
    fn give(&self, draft: &mut Draft, id: Id, option: bool) {
        let before: Option<&Grant> = draft.state.body(&id);
        let option = option || before.is_some_and(|b| b.grant_option);
        self.put(draft, id, option, false);
    }

    fn take_option(&self, draft: &mut Draft, id: Id) {
        if draft.state.has(&id) {
            return self.put(draft, id, false, false);
        }
        let message = format!(
            "{} has no {} on {} in the files, so there is no grant option to take",
            self.role,
            self.privilege,
            self.on.name()
        );
        let problem = Problem::warning("nothing-to-revoke", message);
        draft.problems.push(problem.at(self.place.clone(), ""));
    }

    /// Takes the same privilege from the columns, as REVOKE on a table does.
    fn take_from_columns(&self, draft: &mut Draft) {
        if target::class(self.on) != ObjectType::Table {
            return;
        }
        let same = |g: &Grant| {
            g.on.kind() == names::COLUMN && g.role == *self.role && g.privilege == self.privilege
        };
        let parts = draft.state.descendants(self.on);
        let ids: Vec<Id> = parts
            .into_iter()
            .filter(|f| f.get::<Grant>().is_some_and(same))
            .map(|f| f.id.clone())
            .collect();
        ids.into_iter().for_each(|id| drop(draft.refuse(id)));
    }
}
