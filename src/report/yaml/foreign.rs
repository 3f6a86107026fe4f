//! Foreign data wrappers, servers with the mappings of roles, and what foreign tables are told.
//!
//! Whatever holds a secret, or options that may not be seen, is left to SQL, where a variable stands in its place.

use serde_yaml::{Mapping, Value};

use super::Writing;
use super::map::{put, put_map, put_text, text};
use crate::kind::names;
use crate::kinds::foreign::Options;
use crate::kinds::foreign::mapping;
use crate::kinds::foreign::server::Server;
use crate::kinds::foreign::table::Foreign;
use crate::kinds::foreign::wrapper::Wrapper;
use crate::model::Fact;
use crate::text::quote;

impl Writing<'_> {
    pub fn wrapper(&mut self, fact: &Fact) -> Option<Value> {
        let wrapper: &Wrapper = fact.body();
        let options = plain(&wrapper.options)?;
        let mut map = Mapping::new();
        put_text(&mut map, "handler", wrapper.handler.clone());
        put_text(&mut map, "validator", wrapper.validator.clone());
        put_map(&mut map, "options", options);
        self.extras(&fact.id, &mut map);
        Some(match map.is_empty() {
            true => Value::Null,
            false => Value::Mapping(map),
        })
    }

    /// Writes a server; one with nothing but its wrapper by that.
    pub fn server(&mut self, fact: &Fact) -> Option<Value> {
        let server: &Server = fact.body();
        let options = plain(&server.options)?;
        let wrapper = text(quote::ident(&server.wrapper));
        let mut map = Mapping::new();
        put(&mut map, "wrapper", wrapper.clone());
        put_text(&mut map, "type", server.ty.clone());
        put_text(&mut map, "version", server.version.clone());
        put_map(&mut map, "options", options);
        put_map(&mut map, "mappings", self.mappings(&fact.id.last()));
        self.extras(&fact.id, &mut map);
        Some(match map.len() {
            1 => wrapper,
            _ => Value::Mapping(map),
        })
    }

    fn mappings(&mut self, server: &str) -> Mapping {
        let all = self.state.iter();
        let mut facts: Vec<&Fact> = all
            .filter(|f| f.id.kind() == names::USER_MAPPING)
            .filter(|f| f.body::<mapping::Mapping>().server == server)
            .collect();
        facts.sort_by(|a, b| a.id.cmp(&b.id));
        let mut out = Mapping::new();
        for fact in facts {
            let body: &mapping::Mapping = fact.body();
            let Some(options) = body.options.as_ref().and_then(plain) else {
                continue;
            };
            self.written.insert(fact.id.clone());
            let value = match options.is_empty() {
                true => Value::Null,
                false => Value::Mapping(options),
            };
            put(&mut out, &body.role.to_string(), value);
        }
        out
    }
}

/// Writes the server and the options of a foreign table; false if they hold a secret.
pub fn put_foreign(foreign: &Foreign, map: &mut Mapping) -> bool {
    let Some(options) = plain(&foreign.options) else {
        return false;
    };
    put(map, "server", text(quote::ident(&foreign.server)));
    put_map(map, "options", options);
    true
}

/// Returns options as a mapping, unless one of them is a secret.
pub fn plain(options: &Options) -> Option<Mapping> {
    let mut map = Mapping::new();
    for (name, value) in options.plain()? {
        put(&mut map, &quote::ident(name), text(value));
    }
    Some(map)
}
