//! The words of GRANT and REVOKE, in a shape that lets several privileges of one object and role fold into one statement.
//!
//! Which privileges an object has, and what they mean, stands with the kind `grant`.

/// Privileges that are given or taken; those with equal words around them can be one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privileges {
    /// What stands before them: `grant`, `revoke grant option for`.
    pub head: String,
    /// What they are privileges on: `sequence public.s`.
    pub on: String,
    /// What stands behind: `to app with grant option`.
    pub tail: String,
    /// All that there are for such an object, in the manual's order and capitals.
    pub all: &'static [&'static str],
    /// The privileges, each with the printed column that it is for, if any.
    pub list: Vec<(&'static str, Option<String>)>,
}

impl Privileges {
    /// Takes over the privileges of another, if the words around them are the same.
    pub fn absorb(&mut self, other: &Privileges) -> bool {
        let words = |p: &Privileges| p.around();
        let fits = words(self) == words(other) && self.all == other.all;
        if fits {
            self.list.extend(other.list.iter().cloned());
        }
        fits
    }

    /// Returns the words around them.
    pub fn around(&self) -> [String; 3] {
        [self.head.clone(), self.on.clone(), self.tail.clone()]
    }

    /// Returns the statement; the full set is printed as `all`.
    pub fn sql(&self) -> String {
        let Privileges { head, on, tail, .. } = self;
        format!("{head} {} on {on} {tail}", self.words())
    }

    fn words(&self) -> String {
        let whole = |p: &str| {
            self.list
                .iter()
                .any(|(name, col)| *name == p && col.is_none())
        };
        let columns = self.list.iter().any(|(_, col)| col.is_some());
        if !columns && self.all.len() > 1 && self.all.iter().all(|p| whole(p)) {
            return "all".into();
        }
        let mut words = Vec::new();
        for privilege in self.all {
            let name = privilege.to_lowercase();
            if whole(privilege) {
                words.push(name.clone());
            }
            let columns = self.columns(privilege);
            if !columns.is_empty() {
                words.push(format!("{name} ({})", columns.join(", ")));
            }
        }
        words.join(", ")
    }

    fn columns(&self, privilege: &str) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for (name, column) in &self.list {
            let column = column
                .as_deref()
                .filter(|c| *name == privilege && !out.contains(c));
            out.extend(column);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(list: &[(&'static str, Option<&str>)]) -> Privileges {
        Privileges {
            head: "grant".into(),
            on: "public.t".into(),
            tail: "to app".into(),
            all: &["SELECT", "INSERT", "UPDATE"],
            list: list
                .iter()
                .map(|(p, c)| (*p, c.map(String::from)))
                .collect(),
        }
    }

    #[test]
    fn privileges_are_printed_in_the_order_of_the_manual_with_their_columns() {
        let mut one = some(&[("UPDATE", None), ("SELECT", Some("b"))]);
        assert!(one.absorb(&some(&[("SELECT", Some("a"))])));
        assert_eq!(one.sql(), "grant select (b, a), update on public.t to app");
    }

    #[test]
    fn the_full_set_is_all_unless_a_column_stands_in_the_list() {
        let full = [("UPDATE", None), ("SELECT", None), ("INSERT", None)];
        assert_eq!(some(&full).sql(), "grant all on public.t to app");
        let mut mixed = some(&full);
        mixed.absorb(&some(&[("SELECT", Some("a"))]));
        assert_eq!(
            mixed.sql(),
            "grant select, select (a), insert, update on public.t to app"
        );
    }

    #[test]
    fn other_words_around_them_do_not_fold() {
        let mut one = some(&[("SELECT", None)]);
        let other = Privileges {
            tail: "to other".into(),
            ..some(&[("INSERT", None)])
        };
        assert!(!one.absorb(&other));
    }
}
