//! `ignore`: the rules that do not concern a thing, as the directives that SQL has in comments.
//!
//! They cover the whole mapping that the key stands in, the name above it included.

use std::ops::Range;

use crate::diagnostic::Problem;
use crate::model::Place;
use crate::text::sql::{Directive, Verb};
use crate::text::yaml::shape::{self, Keys, Shape};
use crate::text::yaml::{Entry, Node, Value};

use super::document::DOCUMENT;
use super::extras::IGNORE;
use super::reading::Reading;

impl Reading<'_> {
    /// Takes the directives of a whole document.
    pub fn ignores(&mut self, root: &Node) {
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
            match key.name == IGNORE.name {
                true => self.ignore(entry, whole),
                false => self.walk(&entry.value, &key.shape, entry.bytes()),
            }
        }
    }

    fn ignore(&mut self, entry: &Entry, whole: &Range<usize>) {
        for rule in entry.value.entries().unwrap_or_default() {
            let reason = rule.value.scalar().map_or("", |s| s.text.trim());
            if reason.is_empty() {
                let message = format!("`ignore` gives no reason for `{}`", rule.name());
                let problem = Problem::error("directive", message);
                let help = format!("it is written `{}: the reason`", rule.name());
                self.report(problem.help(help), rule.key.bytes());
                continue;
            }
            let file = self.notes.file();
            let place = |bytes| Place { file, bytes };
            self.directives.push(Directive {
                verb: Verb::Ignore,
                name: rule.name().to_string(),
                reason: reason.to_string(),
                place: place(rule.key.bytes()),
                covers: place(whole.clone()),
            });
        }
    }
}
