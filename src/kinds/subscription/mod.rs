//! Subscriptions: which publications of another server are replicated here.
//!
//! A patch runs in one transaction, in which no slot can be made or dropped on the publisher. So a subscription is made without
//! connecting, and let go without its slot; what is left to do on the publisher is told as a hazard that `apply` refuses unless it is
//! allowed.

mod read;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Query, Row, Scene, Since,
    Target, Verb, names,
};
use crate::model::{Fact, Id, KindName, State};
use crate::text::secret;
use crate::text::sql::Reader;

/// The kind `subscription`.
pub struct SubscriptionKind;

/// What a subscription is.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscription {
    /// How the publisher is reached.
    pub connection: Connection,
    /// The publications.
    pub publications: BTreeSet<String>,
    /// Whether it is running.
    pub enabled: bool,
    /// The slot on the publisher; nothing for none.
    pub slot: Option<String>,
    /// Its other options that are not as they would be if nothing were said, by name.
    pub options: BTreeMap<&'static str, String>,
}

/// A connection string, as far as it is known.
#[derive(Clone)]
pub struct Connection(pub Option<String>);

impl Connection {
    /// Returns whether it may not be shown.
    pub fn is_secret(&self) -> bool {
        self.0.as_deref().is_none_or(secret::is_secret)
    }
}

impl PartialEq for Connection {
    /// Compares what both sides know.
    fn eq(&self, other: &Connection) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => a == b,
            (None, _) | (_, None) => true,
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("connection")
    }
}

/// An option that the catalog keeps: its name, its column, what it is if nothing is said, the first version, and whether ALTER has it.
pub struct Setting {
    name: &'static str,
    column: &'static str,
    usual: &'static str,
    since: u32,
    fixed: bool,
}

const fn setting(
    name: &'static str,
    column: &'static str,
    usual: &'static str,
    since: u32,
) -> Setting {
    Setting {
        name,
        column,
        usual,
        since,
        fixed: false,
    }
}

/// The options, with their values as the catalog's columns print them.
pub const SETTINGS: &[Setting] = &[
    setting("synchronous_commit", "subsynccommit", "off", 13),
    setting("binary", "subbinary", "false", 14),
    setting("streaming", STREAMING, "off", 14),
    Setting {
        fixed: true,
        ..setting("two_phase", "subtwophasestate <> 'd'", "false", 15)
    },
    setting("disable_on_error", "subdisableonerr", "false", 15),
    setting("password_required", "subpasswordrequired", "true", 16),
    setting("run_as_owner", "subrunasowner", "false", 16),
    setting("origin", "suborigin", "any", 16),
    setting("failover", "subfailover", "false", 17),
];

/// Streaming was true or false before version 16, and has three values since; `parallel` is what 18 does if nothing is said.
const STREAMING: &str = "case substream::text when 't' then 'on' when 'true' then 'on' when 'p' then 'parallel' else 'off' end";

impl Setting {
    /// Returns what a server of a version does if nothing is said.
    fn usual(&self, version: u32) -> &'static str {
        match self.name {
            "streaming" if version >= 180_000 => "parallel",
            _ => self.usual,
        }
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("connection"),
    Attribute::in_place("publications"),
    Attribute::in_place("enabled"),
    Attribute::in_place("slot"),
    Attribute::in_place("synchronous commit"),
    Attribute::in_place("binary").since(14),
    Attribute::in_place("streaming").since(14),
    Attribute::replaced("two phase").since(15),
    Attribute::in_place("disable on error").since(15),
    Attribute::in_place("password required").since(16),
    Attribute::in_place("run as owner").since(16),
    Attribute::in_place("origin").since(16),
    Attribute::in_place("failover").since(17),
];

impl Kind for SubscriptionKind {
    fn name(&self) -> KindName {
        names::SUBSCRIPTION
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("subscription")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(Id::new(names::SUBSCRIPTION, &[&reader.ident()?]))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create subscription",
                read: read::create,
            },
            Grammar {
                words: "alter subscription",
                read: read::alter,
            },
        ]
    }

    /// Selects the subscriptions of the database; only a superuser sees the connection.
    fn catalog(&self, target: &Target) -> Vec<Query> {
        let class = ("pg_subscription", "s.oid");
        let Some(scope) = target.of_database(self.name(), "quote_ident(s.subname)", class) else {
            return Vec::new();
        };
        let known = SETTINGS
            .iter()
            .map(|s| match target.version / 10_000 >= s.since {
                true => format!(
                    "nullif(({})::text, '{}')",
                    s.column,
                    s.usual(target.version)
                ),
                false => "null".to_string(),
            });
        let settings: Vec<String> = known.collect();
        let sql = format!(
            "select s.oid, s.subname, (select to_jsonb(c) ->> 'subconninfo' from pg_subscription c \
             where c.oid = s.oid and has_column_privilege('pg_subscription', 'subconninfo', 'select')), \
             s.subpublications, s.subenabled, s.subslotname, {} \
             from pg_subscription s where s.subdbid = (select oid from pg_database where datname = current_database()) and {scope}",
            settings.join(", ")
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let options = &fact.body::<Subscription>().options;
        let has = |s: &&Setting| options.contains_key(s.name) && s.since > 13;
        let newer = SETTINGS.iter().filter(has);
        let named = newer.map(|s| Since {
            what: s.name,
            major: s.since,
        });
        let parallel = options.get("streaming").is_some_and(|v| v == "parallel");
        let value = Since::of(&[(parallel, "STREAMING = parallel", 16)]);
        named.chain(value).collect()
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::create(fact)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::drop(fact)
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(vec![words::rename(from, to)])
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        const MAKERS: &str = "pg_create_subscription";
        match action.verb {
            Verb::Create if scene.version >= 160_000 => {
                vec![Demand::Member(MAKERS.into()), Demand::Database]
            }
            Verb::Create => vec![Demand::Superuser],
            Verb::Rename | Verb::Alter | Verb::Drop => vec![Demand::Own(action.about.clone())],
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact.body())
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let connection = Connection(row.opt().map(String::from));
    let publications = row.list().into_iter().collect();
    let enabled = row.bool();
    let slot = row.opt().map(String::from);
    let values = SETTINGS.iter().filter_map(|s| Some((s, row.opt()?)));
    let options = values
        .map(|(s, value)| (s.name, value.to_string()))
        .collect();
    let body = Subscription {
        connection,
        publications,
        enabled,
        slot,
        options,
    };
    let id = Id::new(names::SUBSCRIPTION, &[name]);
    catalog.know(Class::Other("pg_subscription"), oid, 0, id.clone());
    catalog.add(Fact::new(id, None, body));
}
