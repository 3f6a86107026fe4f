//! Memberships of roles in roles: GRANT role TO role, with its options.
//!
//! Only those that a file gives or takes are managed.

use sqlparser::tokenizer::Token;

use super::address as role_address;
use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Kind, Query, Row, Scene, Since, Target, Text,
    names,
};
use crate::kinds::grant::role;
use crate::kinds::role::{Flag, Role};
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `membership`.
pub struct MembershipKind;

/// That a role belongs to another.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The role that is given.
    pub group: String,
    /// The role that it is given to.
    pub member: String,
    /// Whether the member may give it to others.
    pub admin: bool,
    /// Whether the member has the privileges of the group without asking; nothing where that is left to the member's own attribute.
    pub inherit: Option<bool>,
    /// Whether the member may become the group with SET ROLE; nothing where that is left to the server.
    pub set: Option<bool>,
    /// Whether the member inherits by its own attribute, as far as that is known; not compared.
    member_inherits: Option<bool>,
}

impl PartialEq for Membership {
    /// Compares what both sides say; a server before version 16 says nothing of two of the options.
    fn eq(&self, other: &Membership) -> bool {
        let agree = |a: Option<bool>, b: Option<bool>| a.is_none() || b.is_none() || a == b;
        let inherits = self.member_inherits.or(other.member_inherits);
        self.admin == other.admin
            && agree(self.inherit.or(inherits), other.inherit.or(inherits))
            && agree(self.set.or(Some(true)), other.set.or(Some(true)))
    }
}

/// Turns one of the options on or off.
type Set = fn(&mut Membership, bool);

/// The options by their words.
const OPTIONS: &[(&str, Set)] = &[
    ("admin", |m, on| m.admin = on),
    ("inherit", |m, on| m.inherit = Some(on)),
    ("set", |m, on| m.set = Some(on)),
];

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("admin option"),
    Attribute::in_place("inherit option").since(16),
    Attribute::in_place("set option").since(16),
];

fn address(group: &str, member: &str) -> Id {
    Id::new(names::MEMBERSHIP, &[group, member])
}

/// Returns whether a GRANT or REVOKE is about roles: it has no ON.
pub fn is_one(reader: &mut Reader) -> Result<bool> {
    let mark = reader.mark();
    reader.until(|r| r.at_any(&["on", "to", "from"]))?;
    let found = !reader.at("on");
    reader.rewind(mark);
    Ok(found)
}

/// Reads what follows GRANT or REVOKE.
pub fn read(reader: &mut Reader, draft: &mut Draft, gives: bool) -> Result<()> {
    let start = reader.mark();
    let option = OPTIONS
        .iter()
        .find(|o| !gives && reader.accept(&format!("{} option for", o.0)));
    let groups = roles(reader, draft)?;
    reader.expect(if gives { "to" } else { "from" })?;
    let members = roles(reader, draft)?;
    let mut changes: Vec<(Set, bool)> = option.map(|o| (o.1, false)).into_iter().collect();
    if gives && reader.accept("with") {
        changes = options(reader)?;
    }
    if reader.at("granted by") {
        let message = "GRANTED BY is not supported: memberships are compared by who has them, not by who gave them";
        return Err(reader.error_at("unsupported", message, reader.here()));
    }
    if !gives && !reader.accept("cascade") {
        reader.accept("restrict");
    }
    reader.done()?;
    let place = reader.since(start);
    for (group, member) in groups
        .iter()
        .flat_map(|g| members.iter().map(move |m| (g, m)))
    {
        if !gives && changes.is_empty() {
            take(draft, group, member);
        } else if gives || draft.state.has(&address(group, member)) {
            put(draft, group, member, place.clone(), |m| {
                changes.iter().for_each(|(change, on)| change(m, *on));
            });
        }
    }
    Ok(())
}

fn roles(reader: &mut Reader, draft: &Draft) -> Result<Vec<String>> {
    let mut out = Vec::new();
    loop {
        reader.accept("group");
        out.push(role::read_name(reader, draft)?);
        if !reader.comma() {
            return Ok(out);
        }
    }
}

fn options(reader: &mut Reader) -> Result<Vec<(Set, bool)>> {
    let mut out = Vec::new();
    loop {
        let Some(option) = OPTIONS.iter().find(|o| reader.accept(o.0)) else {
            return Err(reader.unexpected("`ADMIN`, `INHERIT` or `SET`"));
        };
        let on = reader.accept("option") || reader.accept("true");
        if !on && !reader.accept("false") {
            return Err(reader.unexpected("`OPTION`, `TRUE` or `FALSE`"));
        }
        out.push((option.1, on));
        if !reader.accept_sign(&Token::Comma) {
            return Ok(out);
        }
    }
}

/// Declares a membership.
pub fn give(draft: &mut Draft, group: &str, member: &str, admin: bool, place: Place) {
    put(draft, group, member, place, |m| m.admin |= admin);
}

fn put(
    draft: &mut Draft,
    group: &str,
    member: &str,
    place: Place,
    change: impl FnOnce(&mut Membership),
) {
    let id = address(group, member);
    let before = draft.state.body::<Membership>(&id).cloned();
    let mut body = before.unwrap_or_else(|| Membership {
        group: group.to_string(),
        member: member.to_string(),
        admin: false,
        inherit: None,
        set: None,
        member_inherits: None,
    });
    change(&mut body);
    draft.set(id, Some(role_address(member)), body, place);
}

/// Takes a membership away, and remembers that the files do not want it.
pub fn take(draft: &mut Draft, group: &str, member: &str) {
    let id = address(group, member);
    draft.refuse(id);
}

impl Kind for MembershipKind {
    fn name(&self) -> KindName {
        names::MEMBERSHIP
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.roles.is_empty() {
            return Vec::new();
        }
        let options = match target.version >= 160_000 {
            true => "bool_or(a.inherit_option), bool_or(a.set_option)",
            false => "null, null",
        };
        let sql = format!(
            "select g.rolname, m.rolname, bool_or(a.admin_option), m.rolinherit, {options} from pg_auth_members a \
             join pg_roles g on g.oid = a.roleid join pg_roles m on m.oid = a.member \
             where g.rolname = any('{0}'::name[]) and m.rolname = any('{0}'::name[]) group by 1, 2, 4 order by 1, 2",
            target.roles
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let group = role_address(&fact.body::<Membership>().group);
        state.has(&group).then_some(group).into_iter().collect()
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let body: &Membership = fact.body();
        Since::of(&[
            (body.inherit.is_some(), "the INHERIT option", 16),
            (body.set.is_some(), "the SET option", 16),
        ])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let member = draft
            .state
            .get(id)
            .map(|f| f.body::<Membership>().member.clone());
        let role = member.and_then(|m| draft.state.body::<Role>(&role_address(&m)));
        let inherits = role.map(|r| r.flags.contains(&Flag::Inherit));
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|m: &mut Membership| m.member_inherits = inherits);
        }
        Ok(())
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![Action::create(fact, Text::Plain(grant(fact.body())))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("revoke {}", between(fact.body(), "from"));
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let (from, to): (&Membership, &Membership) = (live.body(), desired.body());
        if from.admin && !to.admin && from.inherit.is_none() {
            let sql = format!("revoke admin option for {}", between(to, "from"));
            return Alter::InPlace(vec![Action::alter(desired, Text::Plain(sql))]);
        }
        let mut whole = to.clone();
        whole.inherit = to.inherit.or(from
            .inherit
            .and(to.member_inherits.or(from.member_inherits)));
        whole.set = to.set.or(from.set.and(Some(true)));
        let mut words = Vec::new();
        for (name, old, new) in [
            ("admin", Some(from.admin), Some(to.admin)),
            ("inherit", from.inherit, whole.inherit),
            ("set", from.set, whole.set),
        ] {
            words.extend(new.filter(|_| new != old).map(|on| format!("{name} {on}")));
        }
        let sql = match words[..] {
            [ref one] if one == "admin true" => grant(&Membership {
                inherit: None,
                set: None,
                ..whole
            }),
            _ => format!("grant {} with {}", between(to, "to"), words.join(", ")),
        };
        Alter::InPlace(vec![Action::alter(desired, Text::Plain(sql))])
    }

    fn demands(&self, _action: &Action, _scene: &Scene) -> Vec<Demand> {
        vec![Demand::CreateRole]
    }

    fn describe(&self, fact: &Fact) -> String {
        grant(fact.body())
    }
}

fn between(membership: &Membership, word: &str) -> String {
    format!(
        "{} {word} {}",
        quote::ident(&membership.group),
        quote::ident(&membership.member)
    )
}

fn grant(membership: &Membership) -> String {
    let mut words = Vec::new();
    let others = [("inherit", membership.inherit), ("set", membership.set)];
    let others = others
        .iter()
        .filter_map(|(name, on)| on.map(|on| format!("{name} {on}")));
    let others: Vec<String> = others.collect();
    if membership.admin {
        let word = if others.is_empty() {
            "admin option"
        } else {
            "admin true"
        };
        words.push(word.to_string());
    }
    words.extend(others);
    let with = if words.is_empty() {
        String::new()
    } else {
        format!(" with {}", words.join(", "))
    };
    format!("grant {}{with}", between(membership, "to"))
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (group, member) = (row.text().to_string(), row.text().to_string());
    let (admin, inherits) = (row.bool(), row.bool());
    let mut option = || row.opt().map(|on| on == "t");
    let body = Membership {
        admin,
        inherit: option(),
        set: option(),
        member_inherits: Some(inherits),
        group,
        member,
    };
    let (id, parent) = (
        address(&body.group, &body.member),
        role_address(&body.member),
    );
    catalog.add(Fact::new(id, Some(parent), body));
}
