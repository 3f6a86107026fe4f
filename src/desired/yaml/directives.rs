//! `ignore` and `allow`: the rules that do not concern a thing, and what its change may cost, as the directives that SQL has in
//! comments.
//!
//! They cover the whole mapping that the key stands in, the name above it included.

use std::ops::Range;

use crate::diagnostic::Problem;
use crate::model::Place;
use crate::text::sql::{Directive, Verb};
use crate::text::yaml::shape::{self, Keys, Shape};
use crate::text::yaml::{Entry, Node, Value};

use super::document::DOCUMENT;
use super::extras::{ALLOW, IGNORE};
use super::reading::{Fields, Reading};

/// The keys, and what each of them is in SQL.
const VERBS: &[(&str, Verb)] = &[(IGNORE.name, Verb::Ignore), (ALLOW.name, Verb::Allow)];

impl Reading<'_> {
    /// Takes the directives of a whole document.
    pub fn directives_of(&mut self, root: &Node) {
        self.named_at_the_top(root);
        self.walk(root, &Shape::Keys(&DOCUMENT), root.bytes());
    }

    /// Walks what stands in its shape; `whole` is the mapping with the name above it.
    fn walk(&mut self, node: &Node, shape: &Shape, whole: Range<usize>) {
        match (shape, node.value()) {
            (Shape::Any(shapes), _) => {
                if let Some(shape) = shape::chosen(shapes, node) {
                    self.walk(node, shape, whole);
                }
            }
            (Shape::List(shape), Value::List(items)) => {
                items.iter().for_each(|i| self.walk(i, shape, i.bytes()));
            }
            (Shape::Named(shape), Value::Map(entries)) => {
                for entry in entries {
                    self.walk(&entry.value, shape, entry.bytes());
                }
            }
            (Shape::Keys(keys), Value::Map(entries)) => self.keys(keys, entries, &whole),
            _ => {}
        }
    }

    fn keys(&mut self, keys: &Keys, entries: &[Entry], whole: &Range<usize>) {
        for entry in entries {
            let Some(key) = keys.keys.iter().find(|k| k.name == entry.name()) else {
                continue;
            };
            let verb = VERBS.iter().find(|(name, _)| *name == key.name);
            match verb {
                Some((_, verb)) => self.said(*verb, entry, whole),
                None => self.walk(&entry.value, &key.shape, entry.bytes()),
            }
        }
    }

    fn said(&mut self, verb: Verb, entry: &Entry, whole: &Range<usize>) {
        for named in entry.value.entries().unwrap_or_default() {
            let reason = named.value.scalar().map_or("", |s| s.text.trim());
            if reason.is_empty() {
                let message = format!("`{}` gives no reason for `{}`", entry.name(), named.name());
                let problem = Problem::error("directive", message);
                let help = format!("it is written `{}: the reason`", named.name());
                self.report(problem.help(help), named.key.bytes());
                continue;
            }
            let file = self.notes.file();
            let place = |bytes| Place { file, bytes };
            self.directives.push(Directive {
                verb,
                name: named.name().to_string(),
                reason: reason.to_string(),
                place: place(named.key.bytes()),
                covers: place(whole.clone()),
            });
        }
    }

    /// Checks that what the top of a file allows is named: nothing else says what it is about.
    fn named_at_the_top(&mut self, root: &Node) {
        let fields = Fields::of(root);
        let allowed = fields.value(ALLOW.name).and_then(Node::entries);
        for entry in allowed.unwrap_or_default() {
            if !entry.name().trim().contains(char::is_whitespace) {
                let message = format!("`{}` does not say of which thing", entry.name());
                let problem = Problem::error("directive", message);
                let help = format!(
                    "name it: `{} table public.t: the reason`; or put `allow` under a thing that the file defines",
                    entry.name()
                );
                self.report(problem.help(help), entry.key.bytes());
            }
        }
    }
}
