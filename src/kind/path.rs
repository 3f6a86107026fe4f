//! The search path while files are interpreted.

use std::sync::Arc;

use super::Draft;
use crate::text::quote;

/// A search path that was set, and its text.
#[derive(Debug, Clone)]
pub struct SearchPath {
    path: Vec<String>,
    sql: Option<Arc<str>>,
}

impl Draft<'_> {
    fn search_path(&self) -> SearchPath {
        SearchPath {
            path: self.path.clone(),
            sql: self.path_sql.clone(),
        }
    }

    /// Sets the search path, as `SET search_path` does.
    pub fn set_path(&mut self, path: Vec<String>) {
        self.path_sql = Some(quote::idents(&path).into())
            .filter(|s: &Arc<str>| !s.is_empty())
            .or(Some("''".into()));
        self.path = path
            .into_iter()
            .filter(|s| s != "$user" && s != "pg_catalog" && !s.is_empty())
            .collect();
    }

    /// Goes back to the search path of the beginning, at the start of each file.
    pub fn reset_path(&mut self) {
        (self.path, self.path_sql) = (vec!["public".into()], None);
    }

    /// Sets the search path, or the default one.
    pub fn change_path(&mut self, path: Option<Vec<String>>) {
        match path {
            Some(path) => self.set_path(path),
            None => self.reset_path(),
        }
    }

    /// Sets the search path until the transaction ends.
    pub fn set_local_path(&mut self, path: Option<Vec<String>>) {
        let before = self.search_path();
        self.path_before.get_or_insert(before);
        self.change_path(path);
    }

    /// Sets the search path again that was set before the transaction.
    pub fn end_local_path(&mut self) {
        if let Some(before) = self.path_before.take() {
            self.restore_path(before);
        }
    }

    /// Sets the search path for a statement that is read before its turn; what was set before comes back.
    pub fn exchange_path(&mut self, path: Vec<String>) -> SearchPath {
        let before = self.search_path();
        match path[..] == ["public"] {
            true => self.reset_path(),
            false => self.set_path(path),
        }
        before
    }

    /// Sets the search path again that was set before.
    pub fn restore_path(&mut self, before: SearchPath) {
        (self.path, self.path_sql) = (before.path, before.sql);
    }

    /// Returns the schemas that are searched for a name.
    pub fn path(&self) -> &[String] {
        &self.path
    }
}
