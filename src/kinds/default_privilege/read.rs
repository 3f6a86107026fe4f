//! Reads ALTER DEFAULT PRIVILEGES and does to the draft what a server would do.

use super::{DefaultPrivilege, given};
use crate::diagnostic::{Problem, Result};
use crate::kind::Draft;
use crate::kinds::grant::object::{ObjectType, WITH_DEFAULTS};
use crate::kinds::grant::role::{self, Role};
use crate::kinds::grant::spec::{self, Deed, Wanted};
use crate::model::{Id, Place};
use crate::text::sql::Reader;

/// Reads the statement.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    given::settle(draft);
    let start = reader.mark();
    reader.expect("alter default privileges")?;
    let (owners, schemas) = scope(reader, draft)?;
    let mut deed = Deed::read(reader)?;
    let wanted = spec::privileges(reader)?;
    reader.expect("on")?;
    let objects = objects(reader, !schemas.is_empty())?;
    let roles = spec::roles(reader, draft, &mut deed)?;
    let place = reader.since(start);
    let mut pattern = Pattern {
        owner: String::new(),
        schema: None,
        objects,
        wanted: &wanted,
        roles: &roles,
        place,
    };
    for owner in owners {
        pattern.owner = owner;
        let all = schemas.iter().cloned().map(Some).collect();
        let all: Vec<Option<String>> = if schemas.is_empty() { vec![None] } else { all };
        for schema in all {
            pattern.schema = schema;
            pattern.make(deed, draft)?;
        }
    }
    Ok(())
}

/// Reads `FOR ROLE …` and `IN SCHEMA …`, in any order; without the first it is the role that is connected.
fn scope(reader: &mut Reader, draft: &Draft) -> Result<(Vec<String>, Vec<String>)> {
    let (mut owners, mut schemas) = (Vec::new(), Vec::new());
    loop {
        if reader.accept("for role") || reader.accept("for user") {
            owners.push(role::read_name(reader, draft)?);
            while reader.comma() {
                owners.push(role::read_name(reader, draft)?);
            }
        } else if reader.accept("in schema") {
            schemas.push(reader.ident()?);
            while reader.comma() {
                schemas.push(reader.ident()?);
            }
        } else {
            break;
        }
    }
    if owners.is_empty() {
        owners.push(draft.user().to_string());
    }
    Ok((owners, schemas))
}

/// Reads the word for the objects.
fn objects(reader: &mut Reader, in_schema: bool) -> Result<ObjectType> {
    let place = reader.here();
    if reader.accept("routines") {
        return Ok(ObjectType::Routine);
    }
    let row = WITH_DEFAULTS.iter().find(|row| reader.accept(row.1));
    match row.map(|row| row.0) {
        Some(found @ (ObjectType::Schema | ObjectType::LargeObject)) if in_schema => {
            let noun = found.noun();
            let message = format!("a {noun} is in no schema, so IN SCHEMA cannot stand here");
            Err(reader.error_at("syntax", &message, place))
        }
        Some(objects) => Ok(objects),
        None => Err(reader
            .unexpected("TABLES, SEQUENCES, FUNCTIONS, ROUTINES, TYPES, SCHEMAS or LARGE OBJECTS")),
    }
}

/// What one statement says, for one owner in one schema.
struct Pattern<'a> {
    owner: String,
    schema: Option<String>,
    objects: ObjectType,
    wanted: &'a [Wanted],
    roles: &'a [Role],
    place: Place,
}

impl Pattern<'_> {
    fn make(&self, deed: Deed, draft: &mut Draft) -> Result<()> {
        for item in self.wanted {
            if !item.columns.is_empty() {
                let problem =
                    Problem::error("syntax", "default privileges cannot be set for columns");
                return Err(Box::new(problem.at(item.place.clone(), "")));
            }
            for privilege in item.of(self.objects, draft.world.version)? {
                for role in self.roles {
                    self.change(deed, draft, role, privilege);
                }
            }
        }
        Ok(())
    }

    fn change(&self, deed: Deed, draft: &mut Draft, role: &Role, privilege: &'static str) {
        let mut body = DefaultPrivilege {
            is_connected: self.owner == draft.world.user,
            owner: self.owner.clone(),
            schema: self.schema.clone(),
            objects: self.objects,
            role: role.clone(),
            privilege,
            grant_option: deed == Deed::GiveWithOption,
            revoked: !deed.gives(),
        };
        let id = body.address();
        match (deed.gives(), body.is_there_from_the_beginning()) {
            (true, true) => forget(draft, &id),
            (false, false) if deed == Deed::Take => forget(draft, &id),
            (false, false) => self.take_option(draft, id, body),
            (false, true) if deed == Deed::TakeOption => {}
            (true, false) | (false, true) => {
                let before: Option<&DefaultPrivilege> = draft.state.body(&id);
                body.grant_option |= before.is_some_and(|b| b.grant_option);
                self.put(draft, id, body);
            }
        }
    }

    fn take_option(&self, draft: &mut Draft, id: Id, body: DefaultPrivilege) {
        if draft.state.has(&id) {
            self.put(
                draft,
                id,
                DefaultPrivilege {
                    revoked: false,
                    ..body
                },
            );
        }
    }

    fn put(&self, draft: &mut Draft, id: Id, body: DefaultPrivilege) {
        if !draft.defaults.contains(&id) {
            draft.defaults.push(id.clone());
        }
        draft.set(id, body.parent(), body, self.place.clone());
    }
}

/// Takes a default privilege out; what it gave before stays, as something that the files declare.
fn forget(draft: &mut Draft, id: &Id) {
    if let Some(gone) = draft.refuse(id.clone()) {
        draft.defaults.retain(|other| other != id);
        given::declare(draft, gone.body());
    }
}
