//! What may be known of the schema around an expression, beyond the names in it.

/// The columns of a relation: their names and types.
pub type Columns = Vec<(String, String)>;

/// A function that stands alone: no other of its name takes as many arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routine {
    /// The types of its arguments.
    pub args: Vec<String>,
    /// The type of its result.
    pub result: String,
}

/// What the normaliser may know of the schema; each answer may be nothing.
pub struct Schema<'a> {
    /// Qualified, quoted name of the relation that the expression belongs to.
    pub own: Option<&'a str>,
    /// All columns of a relation, by its qualified, quoted name, in their order.
    pub columns: &'a dyn Fn(&str) -> Option<Columns>,
    /// The type under a domain (`format_type` spelling), by its qualified, quoted name; nothing for any other type.
    pub domain: &'a dyn Fn(&str) -> Option<String>,
    /// The only function that a qualified, quoted name and number of arguments can mean; nothing if there are several.
    pub routine: &'a dyn Fn(&str, usize) -> Option<Routine>,
}

impl Schema<'_> {
    /// Knows nothing.
    pub const NONE: Schema<'static> = Schema {
        own: None,
        columns: &|_| None,
        domain: &|_| None,
        routine: &|_, _| None,
    };
}
