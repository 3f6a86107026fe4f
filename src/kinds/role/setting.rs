//! Settings of the sessions of a role: ALTER ROLE … SET, in all databases or in one.
//!
//! Only those that a file sets or resets are managed.

use super::address as role_address;
use crate::diagnostic::{Problem, Result};
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Kind, Query, Row, Scene, Target, Text, names,
};
use crate::kinds::grant::role;
use crate::kinds::routine::setting::{self, Settings, Value};
use crate::model::{Fact, Id, KindName, Place};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `role-setting`.
pub struct RoleSettingKind;

/// A setting of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleSetting {
    /// Whose it is, and where.
    pub scope: Scope,
    /// The name of the parameter.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// Whose sessions a setting is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The role; nothing for all of them.
    pub role: Option<String>,
    /// The database; nothing for all of them.
    pub database: Option<String>,
}

impl Scope {
    fn address(&self, parameter: &str) -> Id {
        let role = self.role.as_deref().map_or("all".into(), quote::ident);
        let database = self.database.iter().map(|d| quote::ident(d));
        let parts = std::iter::once(role).chain(database);
        let parts: Vec<String> = parts.chain([quote::ident(parameter)]).collect();
        Id::printed(names::ROLE_SETTING, parts.join("."))
    }

    fn parent(&self) -> Option<Id> {
        self.role.as_deref().map(role_address)
    }

    fn words(&self) -> String {
        let role = self.role.as_deref().map_or("all".into(), quote::ident);
        let database = self.database.as_deref().map(quote::ident);
        let database = database.map_or(String::new(), |d| format!(" in database {d}"));
        format!("alter role {role}{database}")
    }
}

/// Returns whether what follows ALTER ROLE is about a setting.
pub fn is_one(reader: &mut Reader) -> bool {
    let mark = reader.mark();
    let _ = reader.ident();
    if reader.accept("in database") {
        let _ = reader.ident();
    }
    let found = reader.at("set") || reader.at("reset");
    reader.rewind(mark);
    found
}

/// Reads what follows ALTER ROLE.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let start = reader.mark();
    let role = match reader.accept("all") {
        true => None,
        false => Some(role::read_name(reader, draft)?),
    };
    let database = match reader.accept("in database") {
        true => Some(reader.ident()?),
        false => None,
    };
    let scope = Scope { role, database };
    if reader.accept("reset") {
        let name = setting::reset_name(reader)?;
        reader.done()?;
        if name.is_none() {
            draft.problems.push(only_declared(reader.since(start)));
        }
        reset(draft, &scope, name.as_deref());
        return Ok(());
    }
    reader.expect("set")?;
    let mut settings = Settings::default();
    let name = setting::set(reader, &mut settings)?;
    reader.done()?;
    let Some((name, value)) = settings.iter().next().cloned() else {
        reset(draft, &scope, Some(&name));
        return Ok(());
    };
    let (id, parent) = (scope.address(&name), scope.parent());
    let body = RoleSetting { scope, name, value };
    draft.set(id, parent, body, reader.since(start));
    Ok(())
}

/// Tells that RESET ALL reaches no setting of which the files know nothing.
fn only_declared(place: Place) -> Problem {
    let message = "RESET ALL takes away what these files set before; other settings of the role that the server has are left alone";
    let problem = Problem::warning("reset-all", message).at(place, "");
    problem.help("name each setting: `alter role … reset NAME`")
}

/// Takes one setting away, or all that the files have declared; the files do not want them.
fn reset(draft: &mut Draft, scope: &Scope, name: Option<&str>) {
    let gone: Vec<Id> = match name {
        Some(name) => vec![scope.address(name)],
        None => {
            let own = |f: &&Fact| f.get::<RoleSetting>().is_some_and(|s| s.scope == *scope);
            draft
                .state
                .iter()
                .filter(own)
                .map(|f| f.id.clone())
                .collect()
        }
    };
    for id in gone {
        draft.refuse(id);
    }
}

impl Kind for RoleSettingKind {
    fn name(&self) -> KindName {
        names::ROLE_SETTING
    }

    fn attributes(&self) -> &'static [Attribute] {
        const { &[Attribute::in_place("value")] }
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.roles.is_empty() {
            return Vec::new();
        }
        let sql = format!(
            "select r.rolname, d.datname, s.setconfig from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole \
             left join pg_database d on d.oid = s.setdatabase where coalesce(r.rolname, 'all') = any('{}'::name[])",
            target.roles
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![Action::create(fact, Text::Plain(set_words(fact.body())))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let body: &RoleSetting = fact.body();
        let sql = format!(
            "{} {}",
            body.scope.words(),
            setting::reset_words(&body.name)
        );
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, _live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let text = Text::Plain(set_words(desired.body()));
        Alter::InPlace(vec![Action::alter(desired, text)])
    }

    fn demands(&self, _action: &Action, _scene: &Scene) -> Vec<Demand> {
        vec![Demand::CreateRole]
    }

    fn describe(&self, fact: &Fact) -> String {
        let body: &RoleSetting = fact.body();
        setting::words(&body.name, &body.value)
    }
}

fn set_words(body: &RoleSetting) -> String {
    format!(
        "{} {}",
        body.scope.words(),
        setting::words(&body.name, &body.value)
    )
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let scope = Scope {
        role: row.opt().map(String::from),
        database: row.opt().map(String::from),
    };
    for element in row.list() {
        let Some((name, value)) = setting::element_of_catalog(&element) else {
            continue;
        };
        let scope = scope.clone();
        let (id, parent) = (scope.address(&name), scope.parent());
        catalog.add(Fact::new(id, parent, RoleSetting { scope, name, value }));
    }
}
