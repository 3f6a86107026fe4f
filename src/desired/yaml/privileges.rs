//! `grants`, `revokes` and `default_privileges`.

use crate::text::yaml::{Entry, Node};

use super::fence::Fence;
use super::reading::{Fields, Reading, one_or_many};
use super::shape::{Key, Keys, NAMES, SQLS, Shape, key};
use super::sql::Sql;

const WITH_OPTION: Keys = Keys {
    what: "a grant",
    keys: &[
        key("privileges", SQLS, "the privileges"),
        key(
            "grant_option",
            Shape::Truth,
            "whether the role may pass them on",
        ),
    ],
};

const ROLES: Shape = Shape::Named(&Shape::Any(&[
    Shape::Sql,
    Shape::List(&Shape::Sql),
    Shape::Keys(&WITH_OPTION),
]));

/// `grants`
pub const GRANTS: Key = key("grants", ROLES, "roles and the privileges that they have");
/// `revokes`
pub const REVOKES: Key = key(
    "revokes",
    ROLES,
    "roles and the privileges that they do not have",
);
/// What stands under `grants` and `revokes` at the top: things, each with its roles.
pub const ELSEWHERE: Shape = Shape::Named(&ROLES);

const OBJECTS: &[&str] = &[
    "tables",
    "sequences",
    "functions",
    "routines",
    "types",
    "schemas",
    "large objects",
];

const DEFAULTS: Keys = Keys {
    what: "a default privilege",
    keys: &[
        key("for_role", NAMES, "the roles that make the objects"),
        key("in_schema", NAMES, "the schemas that they are made in"),
        key("objects", Shape::Words(OBJECTS), "what is made"),
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `default_privileges`.
pub const DEFAULT_PRIVILEGES: Shape =
    Shape::Any(&[Shape::List(&Shape::Keys(&DEFAULTS)), Shape::Keys(&DEFAULTS)]);

const PRIVILEGE_ENDS: Fence = Fence::Without(&["on", "to", "from", "with", "granted"]);

/// What privileges are given on.
#[derive(Clone)]
pub struct Grantable {
    /// What stands before GRANT or REVOKE, such as ALTER DEFAULT PRIVILEGES.
    pub before: Sql,
    /// What stands behind ON.
    pub on: Sql,
    /// The column, in parentheses, if it is one.
    pub column: Option<Sql>,
}

impl Grantable {
    /// Takes a thing by the word for it and its name.
    pub fn thing(noun: &str, name: Sql, key: &Node) -> Grantable {
        let mut on = Sql::of(noun, key.bytes());
        on.add(name);
        Grantable {
            before: Sql::default(),
            on,
            column: None,
        }
    }
}

impl Reading<'_> {
    /// Grants and revokes what the keys of a thing say.
    pub fn privileges(&mut self, on: &Grantable, fields: Fields) {
        for (key, verb) in [("revokes", "revoke"), ("grants", "grant")] {
            if let Some(entry) = fields.get(key) {
                self.roles(on, verb, &entry.value);
            }
        }
    }

    /// Grants or revokes on things that another file defines.
    pub fn elsewhere(&mut self, verb: &str, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            let Some(on) = self.fragment(&entry.key, Fence::Without(&["to", "from", "with"]))
            else {
                continue;
            };
            let on = Grantable {
                before: Sql::default(),
                on,
                column: None,
            };
            self.roles(&on, verb, &entry.value);
        }
    }

    /// Says the privileges of what is yet to be made.
    pub fn default_privileges(&mut self, node: &Node) {
        for item in one_or_many(node) {
            let fields = Fields::of(item);
            let before = self.defaults_of(item, fields);
            if self
                .needed(fields, "objects", "a default privilege", item)
                .is_none()
            {
                continue;
            }
            let Some((entry, objects)) = fields.word("objects") else {
                continue;
            };
            let on = Grantable {
                before,
                on: Sql::of(&objects, entry.value.bytes()),
                column: None,
            };
            self.privileges(&on, fields);
        }
    }

    fn defaults_of(&mut self, item: &Node, fields: Fields) -> Sql {
        let mut sql = Sql::of("alter default privileges", item.bytes());
        for (key, words) in [("for_role", "for role"), ("in_schema", "in schema")] {
            let Some(entry) = fields.get(key) else {
                continue;
            };
            let names = one_or_many(&entry.value).iter();
            let names = names.filter_map(|n| self.role(n)).collect();
            sql.words(words, entry.key.bytes()).listed(names);
        }
        sql
    }

    fn roles(&mut self, on: &Grantable, verb: &str, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.role_privileges(on, verb, entry);
        }
    }

    fn role_privileges(&mut self, on: &Grantable, verb: &str, entry: &Entry) -> Option<()> {
        let role = self.role(&entry.key)?;
        let listed = self.short_or(entry, "privileges", "a grant")?;
        let privileges = self.privilege_list(on, listed);
        if privileges.is_empty() {
            return None;
        }
        let option = Fields::of(&entry.value)
            .set("grant_option")
            .map(Entry::bytes);
        let cause = entry.key.bytes();
        let mut sql = on.before.clone();
        sql.words(verb, cause.clone());
        if let (Some(bytes), "revoke") = (&option, verb) {
            sql.words("grant option for", bytes.clone());
        }
        sql.listed(privileges);
        sql.words("on", cause.clone()).add(on.on.clone());
        sql.words(if verb == "grant" { "to" } else { "from" }, cause)
            .add(role);
        if let (Some(bytes), "grant") = (option, verb) {
            sql.words("with grant option", bytes);
        }
        self.follow(sql);
        Some(())
    }

    fn privilege_list(&mut self, on: &Grantable, listed: &Node) -> Vec<Sql> {
        let mut out = self.comma_list(listed, PRIVILEGE_ENDS);
        if let Some(column) = &on.column {
            for privilege in &mut out {
                privilege.add(column.clone());
            }
        }
        out
    }
}
