//! `event_triggers`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading, one_or_many, truth};
use super::shape::{Keys, Shape, key};
use super::sql::Sql;
use super::triggers::ENABLED;

const EVENT_TRIGGER: Keys = Keys {
    what: "an event trigger",
    keys: &[
        key(
            "event",
            Shape::Name,
            "what it is for: ddl_command_end and others",
        ),
        key(
            "tags",
            Shape::Any(&[Shape::Text, Shape::List(&Shape::Text)]),
            "the commands that it is for, all if absent",
        ),
        key("execute", Shape::Sql, "the function that it calls"),
        key("enabled", ENABLED, "when it fires"),
        COMMENT,
        OWNER,
        RENAMED_FROM,
    ],
};

/// What stands under `event_triggers`.
pub const EVENT_TRIGGERS: Shape = Shape::Named(&Shape::Keys(&EVENT_TRIGGER));

impl Reading<'_> {
    /// Reads event triggers.
    pub fn event_triggers(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.event_trigger(entry);
        }
    }

    fn event_trigger(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let event = self.needed(fields, "event", "an event trigger", key)?;
        let event = self.name(&event.value)?;
        let mut sql = self.start("create event trigger", key, fields);
        sql.add(name.clone()).words("on", key.bytes()).add(event);
        if let Some(entry) = fields.get("tags") {
            let tags = one_or_many(&entry.value).iter();
            let tags = tags.filter_map(|n| Some(Sql::literal(n.scalar()?, n.bytes())));
            sql.words("when tag in", entry.key.bytes());
            sql.add(Sql::list(tags.collect(), entry.value.bytes()));
        }
        let execute = self.needed(fields, "execute", "an event trigger", key)?;
        let mut call = self.fragment(&execute.value, Fence::Item)?;
        if !call.text().ends_with(')') {
            call.push("()", execute.value.bytes());
        }
        sql.words("execute function", execute.key.bytes()).add(call);
        self.follow(sql);
        if let Some((entry, word)) = fields.word("enabled") {
            let words = match truth(&entry.value) {
                Some(true) => "enable".to_string(),
                Some(false) => "disable".to_string(),
                None => format!("enable {word}"),
            };
            let mut sql = Sql::of("alter event trigger", entry.key.bytes());
            sql.add(name.clone()).words(&words, entry.bytes());
            self.follow(sql);
        }
        self.extras(&Target::new("event trigger", name, key), fields);
        Some(())
    }
}
