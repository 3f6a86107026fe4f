//! What is wrong with a file, and where the message points.

use super::*;

/// Files, and the problem of each as `bytes that it points at: message`.
const FAULTS: &[(&str, &str)] = &[
    ("tabels: {}", "tabels: a file has no key `tabels`"),
    (
        "[a]",
        "[a]: a file holds a mapping such as `tables:`, not a list",
    ),
    ("tables: [a]", "[a]: `tables` takes a mapping, not a list"),
    ("tables:", "tables: `tables` says nothing"),
    (
        "enums: {e: text}",
        "text: `e` takes a list or a mapping, not `text`",
    ),
    ("enums: {e: {comment: x}}", "e: an enum needs `values`"),
    ("tables: {t: {columns: {a: }}}", "a: `a` says nothing"),
    (
        "tables: {t: {columns: {a: {type: int, tpye: int}}}}",
        "tpye: a column has no key `tpye`",
    ),
    (
        "tables: {t: {columns: {a: [int]}}}",
        "[int]: `a` takes SQL or a mapping, not a list",
    ),
    (
        "tables: {t: {columns: {a: {not_null: true}}}}",
        "a: a column needs `type`",
    ),
    (
        "tables: {t: {columns: {a: {type: int, not_null: yes}}}}",
        "yes: `not_null` takes `true` or `false`, not `yes`",
    ),
    (
        "tables: {t: {columns: {a: {type: int not null}}}}",
        "not: `not` is not part of the type",
    ),
    (
        "tables: {t: {columns: {a: {type: int, default: active}}}}",
        "active: a default cannot be the bare word `active`",
    ),
    (
        "tables: {t: {columns: {a: {type: int, check: a > (1}}}}",
        "(: this `(` is never closed",
    ),
    (
        "tables: {t: {columns: {a: {type: int, check: a > 1)}}}}",
        "): this `)` closes nothing",
    ),
    (
        "tables: {t: {columns: {a: {type: int, check: \"a > 1) or (a\"}}}}",
        "): this `)` closes nothing",
    ),
    (
        "tables: {t: {columns: {a: {type: int, check: \"(a ]\"}}}}",
        "]: this `]` closes nothing",
    ),
    (
        "tables: {t: {columns: {a: int; drop table x}}}",
        ";: a `;` cannot stand within this SQL",
    ),
    (
        "tables: {t: {columns: {a: \"int check (a; b)\"}}}",
        ";: a `;` cannot stand within this SQL",
    ),
    (
        "tables: {t: {columns: {a: \"int, b int\"}}}",
        ",: a `,` cannot stand here outside of parentheses: this is one of several",
    ),
    (
        "tables: {t: {columns: {a: \"int default 'x\"}}}",
        "'x: the SQL cannot be read: Unterminated string literal",
    ),
    (
        "tables: {t: {columns: {a: int /* x}}}",
        "x: the SQL cannot be read: Unexpected EOF while in a multi-line comment",
    ),
    (
        "tables: {t: {columns: {x.y: int}}}",
        "x.y: `x.y` has a dot where no schema can stand",
    ),
    ("tables: {'a(b)': {}}", "'a(b)': `a(b)` is not a name"),
    ("tables: {'\"a': {}}", "'\"a': `\"a` is not a name"),
    (
        "tables: {t: {constraints: {c: {comment: x}}}}",
        "{comment: x}: this constraint does not say what it is",
    ),
    (
        "tables: {t: {constraints: {c: {check: a > 0, using: gist}}}}",
        "using: `using` does not go with `check`",
    ),
    (
        "tables: {t: {constraints: {c: {primary_key: a, unique: b}}}}",
        "unique: `unique` does not go with `primary_key`",
    ),
    (
        "tables: {t: {constraints: {c: {foreign_key: a}}}}",
        "foreign_key: a foreign key needs `references`",
    ),
    (
        "tables: {t: {constraints: [{check: a > 0, comment: x}]}}",
        "comment: a comment needs the name of the constraint",
    ),
    (
        "tables: {t: {indexes: {i: {unique: true}}}}",
        "{unique: true}: an index needs `columns`",
    ),
    (
        "tables: {t: {row_security: enforced}}",
        "enforced: `row_security` takes `true` or `false` or `forced`, not `enforced`",
    ),
    (
        "tables: {t: {policies: {p: {for: selct}}}}",
        "selct: `for` takes `all` or `select` or `insert` or `update` or `delete`, not `selct`",
    ),
    (
        "tables: {t: {triggers: {g: {execute: f()}}}}",
        "g: a trigger comes `before`, `after` or `instead_of` events: one of them",
    ),
    (
        "tables: {t: {triggers: {g: {after: insert}}}}",
        "g: a trigger needs `execute`",
    ),
    (
        "tables: {t: {triggers: {g: {after: insert on x, execute: f()}}}}",
        "on: `on` is not part of the event: it has a key of its own",
    ),
    (
        "tables: {t: {triggers: {g: {after: insert, execute: f() when}}}}",
        "f() when: this is not the call of a function, as in touch() or audit('users')",
    ),
    (
        "tables: {t: {triggers: {g: before update on t execute function f()}}}",
        "on: the table of a trigger is known here: leave `on` and the table out",
    ),
    (
        "tables: {t: {grants: {a: select on x}}}",
        "on: `on` does not belong here: it has a key of its own",
    ),
    (
        "tables: {t: {columns: {a: {type: int, references: {column: id}}}}}",
        "references: a reference needs `table`",
    ),
    (
        "tables: {t: {columns: {a: {type: int, references: x (id) not null}}}}",
        "null: `null` is not part of the reference",
    ),
    (
        "tables: {t: {columns: {a: {type: int, references: {table: x, on_delete: cascade on update cascade}}}}}",
        "on: `on` does not belong here: it has a key of its own",
    ),
    ("functions: {f(): {returns: int}}", "f(): this has no body"),
    (
        "functions: {f(): {body: a, return: b}}",
        "return: a body is written under one key only",
    ),
    (
        "functions: {f(int: {body: a}}",
        "f(int: `f(int` is not a name with arguments",
    ),
    (
        "functions: {f(): {returns: int language c, body: a}}",
        "language: `language` does not belong here: it has a key of its own",
    ),
    (
        "functions: {f(): {atomic: select 1; end}}",
        "end: this `end` closes no `case`",
    ),
    (
        "functions: {f(): {cost: much, body: a}}",
        "much: `cost` takes a number, not `much`",
    ),
    (
        "procedures: {f(): {returns: int, body: a}}",
        "returns: a procedure has no key `returns`",
    ),
    (
        "sql: select 'a",
        "'a: the SQL cannot be read: Unterminated string literal",
    ),
    (
        "default_privileges: {grants: {a: select}}",
        "{grants: {a: select}}: a default privilege needs `objects`",
    ),
    (
        "publications: {p: {all_tables: true, tables: t}}",
        "all_tables: `all_tables` stands without `tables` and `schemas`",
    ),
];

#[test]
fn each_fault_is_told_where_it_stands() {
    for (text, fault) in FAULTS {
        assert_eq!(faults(text), [*fault], "{text}");
    }
}

#[test]
fn a_misspelt_key_or_word_is_known_again() {
    for (text, near) in [
        ("tabels: {}", "did you mean `tables`?"),
        ("tables: {t: {colums: {}}}", "did you mean `columns`?"),
        (
            "tables: {t: {columns: {a: {type: int, refernces: x}}}}",
            "did you mean `references`?",
        ),
        (
            "tables: {t: {policies: {p: {for: selct}}}}",
            "did you mean `select`?",
        ),
        (
            "tables: {t: {columns: {a: {type: numeric(1,2)}}}}",
            "within `{…}` and `[…]` a text that holds a comma stands in quotes",
        ),
        (
            "tables: {t: {columns: {a: {type: int, not_null: yes}}}}",
            "YAML of today writes `true` or `false`",
        ),
    ] {
        let (_, problems) = read_text(text);
        let help = problems
            .iter()
            .next()
            .and_then(|p| miette::Diagnostic::help(p).map(|h| h.to_string()));
        assert_eq!(help.as_deref(), Some(near), "{text}");
    }
}

#[test]
fn one_fault_does_not_hide_another_or_the_rest() {
    let text =
        "tables: {t: {colums: {}, columns: {a: {type: int, x: 1}, b: {}}}, u: {columns: {c: int}}}";
    assert_eq!(faults(text).len(), 3);
    let script = read_text(text).0.expect("it is YAML");
    assert_eq!(
        script.text(),
        "create table t (\na int\n);\ncreate table u (\nc int\n);\n"
    );
}
