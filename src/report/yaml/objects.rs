//! Everything at the top of a file apart from tables and routines.

use serde_yaml::{Mapping, Value};

use super::Writing;
use super::map::{list, put, put_map, put_text, put_true, text};
use crate::kind::names;
use crate::kinds::composite::Composite;
use crate::kinds::enumeration::Enumeration;
use crate::kinds::extension::Extension;
use crate::kinds::range::{Range, chosen_several};
use crate::kinds::sequence::Sequence;
use crate::model::Fact;
use crate::text::quote;

impl Writing<'_> {
    /// Writes a schema; `public` only if there is something to say of it.
    pub fn schema(&mut self, fact: &Fact) -> Option<Value> {
        let mut map = Mapping::new();
        self.extras(&fact.id, &mut map);
        match map.is_empty() {
            true => (fact.id.name() != "public").then_some(Value::Null),
            false => Some(Value::Mapping(map)),
        }
    }

    /// Writes an extension, without the version, which is that of the server.
    pub fn extension(&mut self, fact: &Fact) -> Option<Value> {
        if fact.id.name() == "plpgsql" {
            return None;
        }
        let extension: &Extension = fact.body();
        let mut map = Mapping::new();
        let schema = extension.schema.as_ref().filter(|s| *s != "public");
        put_text(&mut map, "schema", schema.map(|s| quote::ident(s)));
        self.extras(&fact.id, &mut map);
        Some(if map.is_empty() {
            Value::Null
        } else {
            Value::Mapping(map)
        })
    }

    pub fn enumeration(&mut self, fact: &Fact) -> Value {
        let values = list(fact.body::<Enumeration>().values.clone());
        let mut map = Mapping::new();
        self.extras(&fact.id, &mut map);
        if map.is_empty() {
            return values;
        }
        put(&mut map, "values", values);
        Value::Mapping(map)
    }

    /// Writes a domain; one with a check that is not validated is left to SQL.
    pub fn domain(&mut self, fact: &Fact) -> Option<Value> {
        let domain: &crate::kinds::domain::Domain = fact.body();
        let definition = self.definition(fact, &format!("create domain {} as", fact.id.name()))?;
        let mut map = Mapping::new();
        self.extras(&fact.id, &mut map);
        if map.is_empty() {
            return Some(text(definition));
        }
        put(&mut map, "type", text(domain.ty.to_string()));
        put_text(&mut map, "collation", domain.collation.clone());
        put_text(
            &mut map,
            "default",
            domain.default.as_ref().map(|d| d.sql.to_string()),
        );
        put_true(&mut map, "not_null", domain.not_null);
        let mut checks = Mapping::new();
        for check in &domain.checks {
            put(
                &mut checks,
                &quote::ident(&check.name),
                text(check.expr.sql.to_string()),
            );
        }
        put_map(&mut map, "constraints", checks);
        Some(Value::Mapping(map))
    }

    /// Writes a composite type; its attributes may have comments.
    pub fn composite(&mut self, fact: &Fact) -> Option<Value> {
        let composite: &Composite = fact.body();
        let mut attributes = Mapping::new();
        for attribute in &composite.attributes {
            let ty = text(attribute.ty.to_string());
            let value = match &attribute.collation {
                None => ty,
                Some(collation) => {
                    let mut long = Mapping::new();
                    put(&mut long, "type", ty);
                    put(&mut long, "collation", text(collation.clone()));
                    Value::Mapping(long)
                }
            };
            put(&mut attributes, &quote::ident(&attribute.name), value);
        }
        let mut map = Mapping::new();
        put(&mut map, "attributes", Value::Mapping(attributes));
        self.extras(&fact.id, &mut map);
        Some(Value::Mapping(map))
    }

    pub fn range(&mut self, fact: &Fact) -> Value {
        let range: &Range = fact.body();
        let mut map = Mapping::new();
        put(&mut map, "subtype", text(range.subtype.to_string()));
        put_text(&mut map, "subtype_opclass", range.operator_class.clone());
        put_text(&mut map, "collation", range.collation.clone());
        put_text(&mut map, "subtype_diff", range.difference.clone());
        put_text(&mut map, "multirange_type_name", chosen_several(fact));
        self.extras(&fact.id, &mut map);
        Value::Mapping(map)
    }

    pub fn sequence(&mut self, fact: &Fact) -> Value {
        let sequence: &Sequence = fact.body();
        let words = sequence.options.words();
        let mut map = Mapping::new();
        put_text(
            &mut map,
            "owned_by",
            sequence.owned_by.as_ref().map(|c| self.short(c.name())),
        );
        put_true(&mut map, "unlogged", sequence.unlogged);
        self.extras(&fact.id, &mut map);
        if map.is_empty() {
            return if words.is_empty() {
                Value::Null
            } else {
                text(words.join(" "))
            };
        }
        if !words.is_empty() {
            let options = &sequence.options;
            put(&mut map, "type", text(options.ty.clone()));
            let numbers = [
                ("start", options.start),
                ("increment", options.increment),
                ("min", options.min),
                ("max", options.max),
                ("cache", options.cache),
            ];
            numbers
                .iter()
                .for_each(|(key, n)| put(&mut map, key, Value::Number((*n).into())));
            put_true(&mut map, "cycle", options.cycle);
        }
        Value::Mapping(map)
    }

    /// Writes a view or materialized view by its query; one with options is left to SQL.
    pub fn view(&mut self, fact: &Fact) -> Option<Value> {
        let noun = fact.id.kind().replace('-', " ");
        let query = self.definition(fact, &format!("create {noun} {} as", fact.id.name()))?;
        let mut map = Mapping::new();
        put(&mut map, "query", text(query.clone()));
        if fact.id.kind() == names::MATERIALIZED_VIEW {
            put_map(&mut map, "indexes", self.indexes(&fact.id));
        }
        put_map(&mut map, "rules", self.rules(&fact.id));
        self.extras(&fact.id, &mut map);
        Some(if map.len() == 1 {
            text(query)
        } else {
            Value::Mapping(map)
        })
    }
}
