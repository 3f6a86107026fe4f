//! Prints a tree in one way, with parentheses around everything that has parts, so that no precedence is lost.

use super::token::quoted;
use super::tree::{
    Alias, Body, Call, Case, Condition, Node, Query, Select, Sort, Source, Subscript, Window, With,
};

/// Returns a name as it is printed here: bare where it is plain and no key word of an expression.
pub fn ident(name: &str) -> String {
    const WORDS: &[&str] = &[
        "all",
        "and",
        "any",
        "array",
        "between",
        "case",
        "cast",
        "current_catalog",
        "current_date",
        "current_role",
        "current_schema",
        "current_time",
        "current_timestamp",
        "current_user",
        "distinct",
        "else",
        "end",
        "exists",
        "false",
        "from",
        "in",
        "is",
        "like",
        "localtime",
        "localtimestamp",
        "not",
        "null",
        "or",
        "row",
        "select",
        "session_user",
        "true",
        "user",
        "values",
        "when",
        "with",
    ];
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let starts = name.bytes().next().is_some_and(|b| !b.is_ascii_digit());
    if (plain && starts && !WORDS.contains(&name)) || name == "*" {
        name.to_string()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// Returns a qualified name.
pub fn dotted<S: AsRef<str>>(parts: &[S]) -> String {
    parts
        .iter()
        .map(|p| ident(p.as_ref()))
        .collect::<Vec<_>>()
        .join(".")
}

/// Prints an expression.
pub fn node(node: &Node) -> String {
    match node {
        Node::Column(parts) => dotted(parts),
        Node::Null => "null".into(),
        Node::Text(text) => quoted(text),
        Node::Const(value, ty) if ty == "boolean" => value.clone(),
        Node::Const(value, ty) if ty == "integer" && !value.starts_with('-') => value.clone(),
        Node::Const(value, ty) => format!("{}::{ty}", quoted(value)),
        Node::Cast(of, ty) => format!("({})::{ty}", self::node(of)),
        Node::Collate(of, name) => format!("({} collate {name})", self::node(of)),
        Node::Call(call) => self::call(call),
        Node::Special(word) => word.clone(),
        Node::Form(name, args) => form(name, args),
        Node::Prefix(op, of) => format!("({op} {})", self::node(of)),
        Node::Infix(op, left, right) => {
            format!("({} {op} {})", self::node(left), self::node(right))
        }
        Node::Not(of) => format!("(not {})", self::node(of)),
        Node::And(list) => format!("({})", joined(list, " and ")),
        Node::Or(list) => format!("({})", joined(list, " or ")),
        Node::Is(of, test) => format!("({} is {test})", self::node(of)),
        Node::Distinct(left, right) => format!(
            "({} is distinct from {})",
            self::node(left),
            self::node(right)
        ),
        Node::Quantified(left, op, all, right) => {
            format!(
                "({} {op} {} ({}))",
                self::node(left),
                if *all { "all" } else { "any" },
                self::node(right)
            )
        }
        Node::In(left, negated, list) => format!(
            "({} {}in ({}))",
            self::node(left),
            not(*negated),
            joined(list, ", ")
        ),
        Node::Between(of, negated, low, high) => between(of, *negated, low, high),
        Node::Array(list) => format!("array[{}]", joined(list, ", ")),
        Node::Row(list) => format!("row({})", joined(list, ", ")),
        Node::Index(of, subscripts) => format!(
            "({}){}",
            self::node(of),
            subscripts.iter().map(subscript).collect::<String>()
        ),
        Node::Field(of, name) => format!("({}).{}", self::node(of), ident(name)),
        Node::Case(case) => self::case(case),
        Node::Query(word, of) => format!("{word}({})", query(of)),
    }
}

fn between(of: &Node, negated: bool, low: &Node, high: &Node) -> String {
    let (of, low, high) = (node(of), node(low), node(high));
    format!("({of} {}between {low} and {high})", not(negated))
}

fn not(negated: bool) -> &'static str {
    if negated { "not " } else { "" }
}

fn joined(list: &[Node], by: &str) -> String {
    list.iter().map(node).collect::<Vec<_>>().join(by)
}

fn subscript(of: &Subscript) -> String {
    let show = |n: &Option<Node>| n.as_ref().map(node).unwrap_or_default();
    match of {
        Subscript::At(at) => format!("[{}]", node(at)),
        Subscript::Slice(first, last) => format!("[{}:{}]", show(first), show(last)),
    }
}

fn form(name: &str, args: &[(String, Node)]) -> String {
    let args: Vec<String> = args
        .iter()
        .map(|(key, arg)| {
            if key.is_empty() {
                node(arg)
            } else {
                format!("{key} {}", node(arg))
            }
        })
        .collect();
    format!("{{{name} {}}}", args.join(" "))
}

fn call(of: &Call) -> String {
    let last = of.args.len().wrapping_sub(1);
    let args = of.args.iter().enumerate().map(|(i, (name, arg))| {
        let variadic = if of.variadic && i == last {
            "variadic "
        } else {
            ""
        };
        let name = name
            .as_ref()
            .map(|n| format!("{} => ", ident(n)))
            .unwrap_or_default();
        format!("{variadic}{name}{}", node(arg))
    });
    let args = args.collect::<Vec<_>>().join(", ");
    let distinct = if of.distinct { "distinct " } else { "" };
    let filter = of
        .filter
        .as_ref()
        .map(|f| format!(" filter (where {})", node(f)))
        .unwrap_or_default();
    let over = of.over.as_ref().map(window).unwrap_or_default();
    format!(
        "{}({distinct}{args}{}){filter}{over}",
        dotted(&of.name),
        order(&of.order)
    )
}

fn window(of: &Window) -> String {
    match of {
        Window::Named(name) => format!(" over {}", ident(name)),
        Window::Inline(keys, sorts) => format!(
            " over (partition by {}{})",
            joined(keys, ", "),
            order(sorts)
        ),
    }
}

fn order(sorts: &[Sort]) -> String {
    if sorts.is_empty() {
        return String::new();
    }
    let show = |s: &Sort| {
        let direction = if s.descending { " desc" } else { "" };
        format!(
            "{}{direction} nulls {}",
            node(&s.node),
            if s.nulls_first { "first" } else { "last" }
        )
    };
    format!(
        " order by {}",
        sorts.iter().map(show).collect::<Vec<_>>().join(", ")
    )
}

fn case(of: &Case) -> String {
    let mut out = String::from("case");
    if let Some(subject) = &of.subject {
        out += &format!(" {}", node(subject));
    }
    for (test, then) in &of.whens {
        out += &format!(" when {} then {}", node(test), node(then));
    }
    if let Some(otherwise) = &of.otherwise {
        out += &format!(" else {}", node(otherwise));
    }
    out + " end"
}

/// Prints a query.
pub fn query(of: &Query) -> String {
    let mut out = String::new();
    if !of.with.is_empty() {
        let list: Vec<String> = of.with.iter().map(with).collect();
        out += &format!(
            "with {}{} ",
            if of.recursive { "recursive " } else { "" },
            list.join(", ")
        );
    }
    out += &body(&of.body);
    out += &order(&of.order);
    for (word, node) in [("limit", &of.limit), ("offset", &of.offset)] {
        if let Some(node) = node {
            out += &format!(" {word} {}", self::node(node));
        }
    }
    out
}

fn with(of: &With) -> String {
    let materialized = of
        .materialized
        .map(|m| {
            if m {
                "materialized "
            } else {
                "not materialized "
            }
        })
        .unwrap_or_default();
    format!(
        "{}{} as {materialized}({})",
        ident(&of.name),
        names(&of.columns),
        query(&of.query)
    )
}

fn names(names: &[String]) -> String {
    if names.is_empty() {
        String::new()
    } else {
        format!(
            "({})",
            names
                .iter()
                .map(|n| ident(n))
                .collect::<Vec<_>>()
                .join(", ")
        )
    }
}

fn body(of: &Body) -> String {
    match of {
        Body::Select(select) => self::select(select),
        Body::Values(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|r| format!("({})", joined(r, ", ")))
                .collect();
            format!("values {}", rows.join(", "))
        }
        Body::Set(left, op, all, right) => format!(
            "({} {op}{} {})",
            body(left),
            if *all { " all" } else { "" },
            body(right)
        ),
        Body::Nested(nested) => format!("({})", query(nested)),
    }
}

fn select(of: &Select) -> String {
    let mut out = String::from("select");
    match &of.distinct {
        Some(keys) if keys.is_empty() => out += " distinct",
        Some(keys) => out += &format!(" distinct on ({})", joined(keys, ", ")),
        None => {}
    }
    let target = |(of, alias): &(Node, Option<String>)| match alias {
        Some(alias) => format!("{} as {}", node(of), ident(alias)),
        None => node(of),
    };
    out += &format!(
        " {}",
        of.targets.iter().map(target).collect::<Vec<_>>().join(", ")
    );
    if !of.from.is_empty() {
        out += &format!(
            " from {}",
            of.from.iter().map(source).collect::<Vec<_>>().join(", ")
        );
    }
    for (word, node) in [("where", &of.filter), ("having", &of.having)] {
        if let Some(node) = node {
            out += &format!(" {word} {}", self::node(node));
        }
    }
    if of.group.is_empty() {
        out
    } else {
        format!("{out} group by {}", joined(&of.group, ", "))
    }
}

fn source(of: &Source) -> String {
    let lateral = |is: &bool| if *is { "lateral " } else { "" };
    match of {
        Source::Relation(name, only, alias) => format!(
            "{}{}{}",
            if *only { "only " } else { "" },
            dotted(name),
            self::alias(alias)
        ),
        Source::Function(is, call, ordinal, alias) => {
            format!(
                "{}{}{}{}",
                lateral(is),
                node(call),
                if *ordinal { " with ordinality" } else { "" },
                self::alias(alias)
            )
        }
        Source::Query(is, of, alias) => {
            format!("{}({}){}", lateral(is), query(of), self::alias(alias))
        }
        Source::Join(left, kind, right, condition) => {
            format!(
                "({} {kind} join {}{})",
                source(left),
                source(right),
                self::condition(condition)
            )
        }
    }
}

fn condition(of: &Condition) -> String {
    match of {
        Condition::None => String::new(),
        Condition::Natural => " natural".into(),
        Condition::On(on) => format!(" on {}", node(on)),
        Condition::Using(columns) => format!(" using {}", names(columns)),
    }
}

fn alias(of: &Alias) -> String {
    of.name
        .as_ref()
        .map(|n| format!(" as {}{}", ident(n), names(&of.columns)))
        .unwrap_or_default()
}

/// Splits a qualified, quoted name into its parts.
pub fn unquoted(name: &str) -> Vec<String> {
    let (mut parts, mut part, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = name.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                part.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(std::mem::take(&mut part)),
            c if quoted => part.push(c),
            c => part.push(c.to_ascii_lowercase()),
        }
    }
    parts.push(part);
    parts
}
