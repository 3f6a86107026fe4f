//! Event triggers: functions that run when the definitions of a database change.
//!
//! Triggers on the rows of a table are another kind.

use std::collections::BTreeSet;

use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Grammar, Kind, Query, Row, Scene, Since, Target,
    Text, names,
};
use crate::kinds::enabled::Enabled;
use crate::kinds::{routine, trigger};
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `event-trigger`.
pub struct EventTriggerKind;

/// What an event trigger is.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTrigger {
    /// The event: `ddl_command_end`.
    pub event: String,
    /// The commands that it is for; none for all.
    pub tags: Tags,
    /// The function, qualified and quoted.
    pub function: String,
    /// Whether it fires.
    pub enabled: Enabled,
}

/// Tags of commands, in capitals; their order is kept, but does not count.
#[derive(Debug, Clone, Default)]
pub struct Tags(Vec<String>);

impl Tags {
    /// Returns the tags in the order in which they were written.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

impl PartialEq for Tags {
    fn eq(&self, other: &Tags) -> bool {
        let sorted = |tags: &Tags| tags.0.iter().cloned().collect::<BTreeSet<_>>();
        sorted(self) == sorted(other)
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("event"),
    Attribute::replaced("tags"),
    Attribute::replaced("function"),
    Attribute::in_place("enabled"),
];

impl Kind for EventTriggerKind {
    fn name(&self) -> KindName {
        names::EVENT_TRIGGER
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("event trigger")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(Id::new(names::EVENT_TRIGGER, &[&reader.ident()?]))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create event trigger",
                read: create,
            },
            Grammar {
                words: "alter event trigger",
                read: alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let class = ("pg_event_trigger", "e.oid");
        let Some(scope) = target.of_database(self.name(), "quote_ident(e.evtname)", class) else {
            return Vec::new();
        };
        let sql = format!(
            "select e.oid, e.evtname, e.evtevent, e.evttags, n.nspname, p.proname, e.evtenabled from pg_event_trigger e \
             join pg_proc p on p.oid = e.evtfoid join pg_namespace n on n.oid = p.pronamespace where {scope} order by e.oid"
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let function = trigger::function_id(&fact.body::<EventTrigger>().function);
        state
            .has(&function)
            .then_some(function)
            .into_iter()
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|t: &mut EventTrigger| {
            t.function = routine::moved_name(&t.function, "()", moved);
        });
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        Since::of(&[(
            fact.body::<EventTrigger>().event == "login",
            "the event login",
            17,
        )])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(fact) = draft.state.get(id) else {
            return Ok(());
        };
        let name = trigger::resolved(&fact.body::<EventTrigger>().function, fact, draft)?;
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|t: &mut EventTrigger| t.function = name);
        }
        Ok(())
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let body: &EventTrigger = fact.body();
        let sql = format!("create event trigger {} {}", fact.id.name(), words(body));
        let mut actions = vec![Action::create(fact, Text::Plain(sql))];
        actions.extend(enable(Enabled::Origin, fact));
        actions
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop event trigger {}", fact.id.name());
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let (from, to): (&EventTrigger, &EventTrigger) = (live.body(), desired.body());
        let enabled = to.enabled;
        if *to
            != (EventTrigger {
                enabled,
                ..from.clone()
            })
        {
            return Alter::Replace("an event trigger cannot change what it fires on or runs");
        }
        Alter::InPlace(enable(from.enabled, desired).into_iter().collect())
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let (old, new) = (from.id.name(), to.id.name());
        let sql = format!("alter event trigger {old} rename to {new}");
        let action = Action::rename(from, to, Text::Plain(sql));
        Some(vec![action.lock(crate::kind::Lock::None)])
    }

    fn describe(&self, fact: &Fact) -> String {
        let body: &EventTrigger = fact.body();
        let note = body
            .enabled
            .note()
            .map_or(String::new(), |n| format!(" {n}"));
        format!("event trigger {}{note}", words(body).replace("\n   ", ""))
    }
}

fn words(body: &EventTrigger) -> String {
    let mut out = format!("on {}", body.event);
    if !body.tags.0.is_empty() {
        let tags: Vec<String> = body.tags.0.iter().map(|t| quote::literal(t)).collect();
        out.push_str(&format!("\n    when tag in ({})", tags.join(", ")));
    }
    out.push_str(&format!("\n    execute function {}()", body.function));
    out
}

fn enable(from: Enabled, desired: &Fact) -> Option<Action> {
    let to = desired.body::<EventTrigger>().enabled;
    let sql = format!("alter event trigger {} {}", desired.id.name(), to.words());
    let action = Action::alter(desired, Text::Plain(sql)).needs([desired.id.clone()]);
    (from != to).then_some(action)
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create event trigger")?;
    let mark = reader.mark();
    let id = Id::new(names::EVENT_TRIGGER, &[&reader.ident()?]);
    let place = reader.since(mark);
    reader.expect("on")?;
    let event = reader.ident()?;
    let tags = match reader.accept("when") {
        true => tags(reader)?,
        false => Tags::default(),
    };
    if !reader.accept("execute function") {
        reader.expect("execute procedure")?;
    }
    let function = reader.name()?.show();
    reader.list(|r| r.ident())?;
    reader.done()?;
    let body = EventTrigger {
        event,
        tags,
        function,
        enabled: Enabled::Origin,
    };
    draft.add(id.clone(), None, body, place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads `TAG IN (…)`, the only filter that there is.
fn tags(reader: &mut Reader) -> Result<Tags> {
    reader.expect("tag in")?;
    let list = reader.list(|r| r.string())?;
    Ok(Tags(list.iter().map(|tag| tag.to_uppercase()).collect()))
}

fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter event trigger")?;
    let mark = reader.mark();
    let id = Id::new(names::EVENT_TRIGGER, &[&reader.ident()?]);
    let place = reader.since(mark);
    let Some(enabled) = Enabled::read(reader, "") else {
        return Err(reader.unexpected("`ENABLE` or `DISABLE`"));
    };
    reader.done()?;
    let Some(fact) = draft.state.get_mut(&id) else {
        let message = format!("there is no event trigger {} here", id.name());
        let problem = Problem::error("unknown-object", message).at(place, "");
        return Err(Box::new(
            problem.help("no statement before this one makes it"),
        ));
    };
    fact.change(|t: &mut EventTrigger| t.enabled = enabled);
    Ok(())
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let event = row.text().to_string();
    let tags = Tags(row.list());
    let (schema, function) = (row.text(), row.text());
    let body = EventTrigger {
        event,
        tags,
        function: Id::new("", &[schema, function]).name().to_string(),
        enabled: Enabled::of_letter(row.text()),
    };
    let id = Id::new(names::EVENT_TRIGGER, &[name]);
    catalog.know(Class::Other("pg_event_trigger"), oid, 0, id.clone());
    catalog.add(Fact::new(id, None, body));
}
