//! The tree of an expression or query: small, and with one form for what has several spellings.
//!
//! It has no places and no spellings; what a name or type means is settled later.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A column or star with its qualifiers.
    Column(Vec<String>),
    /// `NULL`.
    Null,
    /// A string constant whose type is not said.
    Text(String),
    /// A constant of a type, with its value in the type's own spelling.
    Const(String, String),
    /// A cast to a type.
    Cast(Box<Node>, String),
    /// A collation.
    Collate(Box<Node>, String),
    /// A function call.
    Call(Box<Call>),
    /// A function without parentheses, such as `current_date`.
    Special(String),
    /// A function with key words between its arguments: its name, and each argument after its key words.
    Form(&'static str, Vec<(String, Node)>),
    /// A prefix operator.
    Prefix(String, Box<Node>),
    /// An operator between two operands.
    Infix(String, Box<Node>, Box<Node>),
    /// `NOT`.
    Not(Box<Node>),
    /// A flat conjunction.
    And(Vec<Node>),
    /// A flat disjunction.
    Or(Vec<Node>),
    /// `IS` with a test.
    Is(Box<Node>, &'static str),
    /// `IS DISTINCT FROM`.
    Distinct(Box<Node>, Box<Node>),
    /// A comparison with any or all elements of an array or rows of a query.
    Quantified(Box<Node>, String, bool, Box<Node>),
    /// `IN` or `NOT IN` over a list.
    In(Box<Node>, bool, Vec<Node>),
    /// `BETWEEN` or `NOT BETWEEN` that is not written out.
    Between(Box<Node>, bool, Box<Node>, Box<Node>),
    /// `ARRAY[…]`.
    Array(Vec<Node>),
    /// `ROW(…)`.
    Row(Vec<Node>),
    /// A subscript or slice.
    Index(Box<Node>, Vec<Subscript>),
    /// A field of a composite value.
    Field(Box<Node>, String),
    /// `CASE`.
    Case(Box<Case>),
    /// A query as a value, with the word before it: nothing, `exists` or `array`.
    Query(&'static str, Box<Query>),
}

/// What stands in brackets.
#[derive(Debug, Clone, PartialEq)]
pub enum Subscript {
    /// One element.
    At(Node),
    /// A slice.
    Slice(Option<Node>, Option<Node>),
}

/// A function call.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Call {
    /// The name's parts as written, folded.
    pub name: Vec<String>,
    /// The arguments, each with its name if it has one.
    pub args: Vec<(Option<String>, Node)>,
    /// `DISTINCT`.
    pub distinct: bool,
    /// `VARIADIC` before the last argument.
    pub variadic: bool,
    /// `ORDER BY` within the parentheses.
    pub order: Vec<Sort>,
    /// `FILTER (WHERE …)`.
    pub filter: Option<Node>,
    /// `OVER (…)`.
    pub over: Option<Window>,
}

/// What `OVER` says.
#[derive(Debug, Clone, PartialEq)]
pub enum Window {
    /// A window by its name.
    Named(String),
    /// A window in parentheses, without a frame.
    Inline(Vec<Node>, Vec<Sort>),
}

/// `CASE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What is compared, if anything is.
    pub subject: Option<Node>,
    /// The branches.
    pub whens: Vec<(Node, Node)>,
    /// What holds else.
    pub otherwise: Option<Node>,
}

/// One key of an order, with what is not the default.
#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    /// The key.
    pub node: Node,
    /// `DESC`.
    pub descending: bool,
    /// `NULLS FIRST`, or what follows from the direction.
    pub nulls_first: bool,
}

/// A query.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// `WITH` and whether it is recursive.
    pub with: Vec<With>,
    /// `RECURSIVE`.
    pub recursive: bool,
    /// What is selected.
    pub body: Body,
    /// `ORDER BY`.
    pub order: Vec<Sort>,
    /// `LIMIT`.
    pub limit: Option<Node>,
    /// `OFFSET`.
    pub offset: Option<Node>,
}

/// One query of `WITH`.
#[derive(Debug, Clone, PartialEq)]
pub struct With {
    /// Its name.
    pub name: String,
    /// Its columns' names.
    pub columns: Vec<String>,
    /// `MATERIALIZED` or `NOT MATERIALIZED`.
    pub materialized: Option<bool>,
    /// The query.
    pub query: Query,
}

/// What a query is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// `SELECT`.
    Select(Box<Select>),
    /// `VALUES`.
    Values(Vec<Vec<Node>>),
    /// `UNION` and its like, with `ALL`.
    Set(Box<Body>, &'static str, bool, Box<Body>),
    /// A query in parentheses with more than a body.
    Nested(Box<Query>),
}

/// `SELECT`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Select {
    /// `DISTINCT`, with the keys of `ON`.
    pub distinct: Option<Vec<Node>>,
    /// The columns and their names.
    pub targets: Vec<(Node, Option<String>)>,
    /// `FROM`.
    pub from: Vec<Source>,
    /// `WHERE`.
    pub filter: Option<Node>,
    /// `GROUP BY`.
    pub group: Vec<Node>,
    /// `HAVING`.
    pub having: Option<Node>,
}

/// What is read from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A relation.
    Relation(Vec<String>, bool, Alias),
    /// A function, lateral or not, with ordinality or not.
    Function(bool, Node, bool, Alias),
    /// A query, lateral or not.
    Query(bool, Box<Query>, Alias),
    /// A join: its kind, and its condition.
    Join(Box<Source>, &'static str, Box<Source>, Condition),
}

/// What a source is called.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alias {
    /// The name.
    pub name: Option<String>,
    /// The columns' names.
    pub columns: Vec<String>,
}

/// What joins two sources.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Nothing: a cross join.
    None,
    /// `NATURAL`.
    Natural,
    /// `ON`.
    On(Node),
    /// `USING`.
    Using(Vec<String>),
}
