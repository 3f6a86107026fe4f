//! Owners: one fact for each thing whose owner a file declares; the catalog has one for each thing.
//!
//! Roles themselves do not belong here, nor does what an owner may do.

use crate::diagnostic::Result;
use crate::kind::catalog::{Bearing, Class};
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Kind, Lock, Query, Row, Scene, Target, Text,
    names,
};
use crate::kinds::definition;
use crate::kinds::grant::{Grant, require_parent, role};
use crate::kinds::schema;
use crate::kinds::sequence::owned;
use crate::model::{Fact, Id, KindName, Pair, Place, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `owner`.
pub struct OwnerKind;

/// Who owns a thing.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The thing.
    pub on: Id,
    /// The role.
    pub role: String,
    /// Whether it is the role that is connected, which owns what it makes.
    pub is_connected: bool,
}

impl PartialEq for Owner {
    fn eq(&self, other: &Owner) -> bool {
        self.on == other.on && self.role == other.role
    }
}

/// Returns the address of the owner of a thing.
pub fn address(on: &Id) -> Id {
    Id::printed(names::OWNER, on.to_string())
}

/// Returns the role that one side says owns a thing.
pub fn of<'s>(on: &Id, side: &'s State) -> Option<&'s str> {
    side.body(&address(on))
        .map(|owner: &Owner| owner.role.as_str())
}

/// Returns whether the things of a kind have an owner of their own.
pub fn is_owned(kind: KindName) -> bool {
    const OWNED: &[KindName] = &[
        names::TABLE,
        names::VIEW,
        names::MATERIALIZED_VIEW,
        names::SEQUENCE,
        names::COMPOSITE,
        names::ENUM,
        names::DOMAIN,
        names::RANGE,
        names::FUNCTION,
        names::PROCEDURE,
        names::AGGREGATE,
        names::SCHEMA,
        names::STATISTICS,
        names::PUBLICATION,
        names::SUBSCRIPTION,
        names::EVENT_TRIGGER,
        names::FOREIGN_DATA_WRAPPER,
        names::SERVER,
        names::OPERATOR_CLASS,
        names::OPERATOR_FAMILY,
    ];
    let defined = definition::spec(kind).is_some_and(|spec| spec.owner.is_some());
    OWNED.contains(&kind) || defined
}

/// Reads `OWNER TO role` to the end of the statement.
pub fn read(reader: &mut Reader, draft: &mut Draft, on: &Id) -> Result<()> {
    let mark = reader.mark();
    reader.expect("owner to")?;
    let role = role::read_name(reader, draft)?;
    reader.done()?;
    set(draft, on, &role, reader.since(mark));
    Ok(())
}

/// Declares who owns a thing.
pub fn set(draft: &mut Draft, on: &Id, role: &str, place: Place) {
    let body = Owner {
        on: on.clone(),
        role: role.to_string(),
        is_connected: draft.world.user == role,
    };
    leave_grants(draft, on, role);
    draft.set(address(on), Some(on.clone()), body, place);
}

/// Takes away what the owner before was given besides: the server makes it the new owner's, who has all.
fn leave_grants(draft: &mut Draft, on: &Id, role: &str) {
    let Some(before) = of(on, &draft.state).filter(|before| *before != role) else {
        return;
    };
    let of_it =
        |g: &Grant| g.on == *on || g.on.kind() == names::COLUMN && g.on.container() == on.name();
    let all = draft.state.of_kind(names::GRANT);
    let own = all.filter(|f| {
        f.get::<Grant>()
            .is_some_and(|g| g.role.is(before) && of_it(g))
    });
    let own: Vec<Id> = own.map(|f| f.id.clone()).collect();
    own.iter().for_each(|id| drop(draft.state.take(id)));
}

/// Says who owns what the files define without a word of its owner, where all is made exactly so: the role that is connected.
///
/// What every database has, and what was made by nobody in the files, keeps its owner.
pub fn complete(sides: &mut Pair<State>, user: &str) {
    let owned = sides
        .live
        .of_kind(names::OWNER)
        .filter_map(Fact::get::<Owner>);
    let undeclared = owned.filter(|o| {
        let by_file = sides
            .desired
            .get(&o.on)
            .is_some_and(|f| f.origin.place().is_some() && !schema::is_public(&f.id));
        by_file && !sides.desired.has(&address(&o.on))
    });
    let things: Vec<Id> = undeclared.map(|o| o.on.clone()).collect();
    for on in things {
        let of_table = owned::table_of(&on, &sides.desired).and_then(|t| of(&t, &sides.desired));
        let role = of_table.unwrap_or(user).to_string();
        let Some(origin) = sides.desired.get(&on).map(|f| f.origin.clone()) else {
            continue;
        };
        let is_connected = role == user;
        let body = Owner {
            on: on.clone(),
            role,
            is_connected,
        };
        let fact = Fact::new(address(&on), Some(on), body);
        sides.desired.put(Fact { origin, ..fact });
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[Attribute::in_place("role")];

impl Kind for OwnerKind {
    fn name(&self) -> KindName {
        names::OWNER
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if !target.attachments {
            return Vec::new();
        }
        vec![Query {
            sql: sql(target),
            read: read_row,
        }]
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|owner: &mut Owner| owner.on = moved(&owner.on).unwrap_or(owner.on.clone()));
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        require_parent(id, draft)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let owner: &Owner = fact.body();
        // An owner that is there and yet made is that of a thing which is made again.
        let is_new = !scene.live.has(&owner.on) || scene.live.has(&fact.id);
        if owner.is_connected && is_new || follows_its_table(owner, scene) {
            return Vec::new();
        }
        vec![action(fact, scene, Action::create)]
    }

    /// A thing always has an owner: what no file declares stays as it is.
    fn drop(&self, _fact: &Fact, _scene: &Scene) -> Vec<Action> {
        Vec::new()
    }

    fn alter(&self, _live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        if follows_its_table(desired.body(), scene) {
            return Alter::InPlace(Vec::new());
        }
        Alter::InPlace(vec![action(desired, scene, Action::alter)])
    }

    /// The new owner must be a role that one can act as, and could have made the thing itself.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let Some(owner) = scene.desired.body::<Owner>(&action.about) else {
            return Vec::new();
        };
        let thing = scene.desired.get(&owner.on);
        let schema = thing.and_then(|f| f.parent.clone());
        let schema = schema.filter(|p| p.kind() == names::SCHEMA);
        let mut demands = vec![Demand::Own(owner.on.clone())];
        // The owner of an event trigger must be a superuser, and nothing is said of who makes it one.
        if owner.on.kind() != names::EVENT_TRIGGER {
            demands.push(Demand::Member(owner.role.clone()));
        }
        demands.extend(schema.map(|s| Demand::OwnerCreates(owner.role.clone(), s)));
        demands
    }

    fn describe(&self, fact: &Fact) -> String {
        let owner: &Owner = fact.body();
        format!("owned by {}", quote::ident(&owner.role))
    }
}

/// Returns whether it is a sequence that a column owns, whose owner is that of the table.
fn follows_its_table(owner: &Owner, scene: &Scene) -> bool {
    let table = owned::table_of(&owner.on, scene.desired);
    let table_owner = table.and_then(|t| of(&t, scene.desired));
    let follows = table_owner.is_some_and(|role| role == owner.role);
    follows && !owned::is_a_strangers(&owner.on, scene)
}

fn action(fact: &Fact, scene: &Scene, make: fn(&Fact, Text) -> Action) -> Action {
    let owner: &Owner = fact.body();
    let noun = crate::kinds::kind(owner.on.kind()).reference(&owner.on, scene.desired);
    let sql = format!("alter {noun} owner to {}", quote::ident(&owner.role));
    let relation = names::RELATIONS.contains(&owner.on.kind());
    let mut action = make(fact, Text::Plain(sql))
        .needs(owned::before_another_owner(&owner.on, scene))
        .needs(filled_before(fact, scene));
    action.makes = vec![fact.id.clone()];
    action.lock(if relation {
        Lock::AccessExclusive
    } else {
        Lock::None
    })
}

/// Returns the materialized views that the files fill from a relation before they give it away: what they read, by way of views too,
/// is read as the owner of each view, and the new one may not be allowed to.
fn filled_before(fact: &Fact, scene: &Scene) -> Vec<Id> {
    let mut read = vec![fact.body::<Owner>().on.clone()];
    let mut filled = Vec::new();
    let mut next = 0;
    while next < read.len() {
        let reads = |f: &&Fact| f.uses.contains(&read[next]);
        let views = scene.desired.of_kind(names::VIEW).filter(reads);
        let new: Vec<Id> = views.map(|f| f.id.clone()).collect();
        let kept = scene.desired.of_kind(names::MATERIALIZED_VIEW);
        let before = kept.filter(reads).filter(|f| f.order < fact.order);
        filled.extend(before.map(|f| f.id.clone()));
        let is_new = |id: &Id| !read.contains(id);
        let new: Vec<Id> = new.into_iter().filter(is_new).collect();
        read.extend(new);
        next += 1;
    }
    filled
}

fn sql(target: &Target) -> String {
    let Target {
        schemas, bearing, ..
    } = target;
    let Bearing {
        relations,
        types,
        routines,
    } = bearing;
    let publications = match &target.publications {
        Some(list) => format!("pubname = any('{list}'::name[])"),
        None => "true".into(),
    };
    format!(
        "select class, oid, pg_get_userbyid(owner), pg_get_userbyid(owner) = current_user from (\
         select 'r' as class, oid, relowner as owner from pg_class \
         where oid = any('{relations}'::oid[]) and relkind not in ('i', 'I') \
         union all select 'f', oid, proowner from pg_proc where oid = any('{routines}'::oid[]) \
         union all select 't', oid, typowner from pg_type where oid = any('{types}'::oid[]) \
         union all select 'n', oid, nspowner from pg_namespace where oid = any('{schemas}'::oid[]) \
         union all select 's', oid, stxowner from pg_statistic_ext where stxrelid = any('{relations}'::oid[]) \
         union all select 'p', oid, pubowner from pg_publication where {publications} \
         union all select 'pg_event_trigger', oid, evtowner from pg_event_trigger \
         union all select 'pg_foreign_data_wrapper', oid, fdwowner from pg_foreign_data_wrapper \
         union all select 'pg_foreign_server', oid, srvowner from pg_foreign_server \
         union all select 'pg_language', oid, lanowner from pg_language{}{}) o",
        of_subscriptions(target),
        definition::owners(target)
    )
}

/// Selects the owners of subscriptions where some are in scope: before version 14 only a superuser may read their oids.
fn of_subscriptions(target: &Target) -> String {
    let scope = target
        .extent
        .without_schema(names::SUBSCRIPTION, "quote_ident(subname)");
    scope.map_or(String::new(), |scope| {
        format!(
            " union all select 'pg_subscription', oid, subowner from pg_subscription where {scope}"
        )
    })
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let class = match row.text() {
        "r" => Class::Relation,
        "f" => Class::Routine,
        "t" => Class::Type,
        "n" => Class::Schema,
        "s" => Class::Other("pg_statistic_ext"),
        "p" => Class::Other("pg_publication"),
        class => match Class::named(class) {
            Some(class) => class,
            None => return,
        },
    };
    let Some(on) = catalog.find(class, row.number(), 0).cloned() else {
        return;
    };
    let (role, is_connected) = (row.text().to_string(), row.bool());
    let body = Owner {
        on: on.clone(),
        role,
        is_connected,
    };
    catalog.add(Fact::new(address(&on), Some(on), body));
}
