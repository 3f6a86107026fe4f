//! Collations, event triggers, and the rules and statistics of a table.

use serde_yaml::{Mapping, Value};

use super::Writing;
use super::map::{list, one_or_many, put, put_map, put_text, text};
use super::tables::title;
use crate::kind::names;
use crate::kinds::definition::{self, Definition};
use crate::kinds::enabled::Enabled;
use crate::kinds::event_trigger::EventTrigger;
use crate::kinds::rule::Rule;
use crate::kinds::statistics::Statistics;
use crate::model::{Fact, Id};
use crate::text::quote;

impl Writing<'_> {
    pub fn collation(&mut self, fact: &Fact) -> Option<Value> {
        let definition: &Definition = fact.body();
        let mut map = Mapping::new();
        for (clause, value) in &definition.clauses {
            let definition::Value::Words(words) = value else {
                return None;
            };
            let value = match (clause.key, words.as_str()) {
                // No key says the version, which is the server's.
                ("version", _) => continue,
                (_, "true") => Value::Bool(true),
                (_, "false") => Value::Bool(false),
                (_, words) => text(unquoted(words)?),
            };
            put(&mut map, clause.key, value);
        }
        self.extras(&fact.id, &mut map);
        Some(Value::Mapping(map))
    }

    /// Writes an event trigger; one that does not fire as usual is left to SQL.
    pub fn event_trigger(&mut self, fact: &Fact) -> Option<Value> {
        let trigger: &EventTrigger = fact.body();
        if trigger.enabled != Enabled::Origin {
            return None;
        }
        let mut map = Mapping::new();
        put(&mut map, "event", text(trigger.event.clone()));
        let tags = trigger.tags.names().to_vec();
        if !tags.is_empty() {
            put(&mut map, "tags", one_or_many(tags));
        }
        put(&mut map, "execute", text(trigger.function.clone()));
        self.extras(&fact.id, &mut map);
        Some(Value::Mapping(map))
    }

    /// Writes the rules of a table or view; those that are not in force as usual are left to SQL.
    pub fn rules(&mut self, relation: &Id) -> Mapping {
        let mut rules = Mapping::new();
        for fact in self.parts(relation, names::RULE) {
            let rule: &Rule = fact.body();
            let deeds = deeds(&rule.definition.sql);
            let plain = rule.enabled == Enabled::Origin && !self.is_told_of(&fact.id);
            let Some(deeds) = deeds.filter(|_| plain) else {
                continue;
            };
            let mut map = Mapping::new();
            put(&mut map, "event", text(rule.event));
            map.extend(deeds);
            put_text(&mut map, "comment", self.comment(&fact.id));
            self.written.insert(fact.id.clone());
            put(&mut rules, &title(&fact.id.last()), Value::Mapping(map));
        }
        rules
    }

    /// Writes the statistics of a table; those in another schema are left to SQL.
    pub fn statistics(&mut self, table: &Id) -> Mapping {
        let mut out = Mapping::new();
        for fact in self.parts(table, names::STATISTICS) {
            if fact.id.parts().first() != table.parts().first() || self.is_told_of(&fact.id) {
                continue;
            }
            let statistics: &Statistics = fact.body();
            let columns = list(statistics.of());
            let mut map = Mapping::new();
            let kinds = statistics.kinds();
            if !kinds.is_empty() {
                let kinds = kinds.into_iter().map(str::to_string);
                put(&mut map, "kinds", one_or_many(kinds.collect()));
            }
            if let Some(target) = statistics.target {
                put(&mut map, "target", Value::from(target));
            }
            self.extras(&fact.id, &mut map);
            self.written.insert(fact.id.clone());
            let value = match map.is_empty() {
                true => columns,
                false => {
                    put(&mut map, "columns", columns);
                    Value::Mapping(map)
                }
            };
            put(&mut out, &quote::ident(&fact.id.last()), value);
        }
        out
    }

    /// Adds the rules and statistics of a table.
    pub fn rules_and_statistics(&mut self, table: &Id, map: &mut Mapping) {
        put_map(map, "rules", self.rules(table));
        put_map(map, "statistics", self.statistics(table));
    }
}

/// Returns the text within a literal; one with an escape is left to SQL.
fn unquoted(words: &str) -> Option<String> {
    match words.strip_prefix('\'') {
        Some(rest) => Some(rest.strip_suffix('\'')?.replace("''", "'")),
        None => (!words.contains('\'')).then(|| words.to_string()),
    }
}

/// Takes the definition of a rule apart into the keys `where`, and `instead` or `also`.
fn deeds(definition: &str) -> Option<Mapping> {
    let mut map = Mapping::new();
    let mut rest = definition.trim();
    if let Some(condition) = after(rest, "where") {
        let end = end_of_parentheses(condition)?;
        put(&mut map, "where", text(&condition[1..end - 1]));
        rest = condition[end..].trim_start();
    }
    let rest = after(rest, "do")?;
    let (key, deed) = match (after(rest, "instead"), after(rest, "also")) {
        (Some(deed), _) => ("instead", deed),
        (None, Some(deed)) => ("also", deed),
        (None, None) => ("also", rest),
    };
    put(&mut map, key, text(deed));
    // Of several statements each stands by itself under the key, and this text is not cut.
    (!deed.contains(';')).then_some(map)
}

/// Returns what follows a word.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    let ends = rest.starts_with(|c: char| c.is_whitespace() || c == '(');
    (head.eq_ignore_ascii_case(word) && ends).then(|| rest.trim_start())
}

/// Returns where the parentheses end that a text begins with; none if it begins otherwise, or holds quotes before.
fn end_of_parentheses(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\'' | b'"' | b'$' => return None,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then_some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(definition: &str) -> Option<String> {
        let map = deeds(definition)?;
        Some(serde_yaml::to_string(&map).expect("it is YAML"))
    }

    #[test]
    fn the_definition_of_a_rule_comes_apart() {
        assert_eq!(
            keys("do instead nothing").as_deref(),
            Some("instead: nothing\n")
        );
        assert_eq!(keys("DO NOTIFY x").as_deref(), Some("also: NOTIFY x\n"));
        assert_eq!(
            keys("where (new.a > (1)) do instead update t set a = 2").as_deref(),
            Some("where: new.a > (1)\ninstead: update t set a = 2\n")
        );
        assert_eq!(keys("where new.a > 1 do nothing"), None);
        assert_eq!(keys("where (new.a = ')') do nothing"), None);
        assert_eq!(keys("do (notify a; notify b)"), None);
    }
}
