//! The one spelling of an expression or query, so that what a person writes and what PostgreSQL prints compare.
//!
//! It rewrites only where the meaning provably stays; what it cannot settle stays different, and is for the
//! server to say.

mod call;
mod coerce;
mod cursor;
mod functions;
mod interval;
mod json;
mod label;
mod lists;
mod literal;
mod operators;
mod parse;
mod plain;
mod primary;
mod print;
#[cfg(test)]
mod queries;
mod resolve;
#[cfg(test)]
mod rows;
mod schema;
mod scope;
mod select;
mod settle;
#[cfg(test)]
mod tests;
mod token;
mod tree;

use cursor::Parser;
use parse::bind;
pub use plain::is_plain;
pub use primary::SPECIALS;
pub use schema::{Columns, Routine, Schema};
use settle::Settler;
pub use settle::Unknown;
use token::{Token, Tokens};
use tree::{Node, Query};

/// What the normaliser may know about where an expression stands.
pub struct Context<'a> {
    /// Type of a column (`format_type` spelling) of the relation the expression belongs to.
    pub column: &'a dyn Fn(&str) -> Option<String>,
    /// Type that the whole expression is assigned to: a default's column type, a domain's base.
    pub target: Option<&'a str>,
    /// Qualified, quoted name of a user-defined type as written (parts folded), nothing if unknown.
    pub type_name: &'a dyn Fn(&[String]) -> Option<String>,
    /// Qualified, quoted name of a function written with these parts, nothing if unknown.
    pub function: &'a dyn Fn(&[String]) -> Option<String>,
    /// The same for relations.
    pub relation: &'a dyn Fn(&[String]) -> Option<String>,
}

/// Returns the canonical text of an expression; one that is not understood as its tokens with one space between.
pub fn expression(text: &str, context: &Context) -> String {
    expression_within(text, context, &Schema::NONE)
}

/// Returns the canonical text of an expression with what is known of the schema around it.
pub fn expression_within(text: &str, context: &Context, schema: &Schema) -> String {
    settled_expression(text, context, schema).0
}

/// Returns the same, and the names that mean nothing though all that they may mean is known.
pub fn settled_expression(
    text: &str,
    context: &Context,
    schema: &Schema,
) -> (String, Vec<Unknown>) {
    let Some(tokens) = token::scan(text) else {
        return (text.trim().to_string(), Vec::new());
    };
    let Some(node) = tree(&tokens, context) else {
        return (tokens.joined(), Vec::new());
    };
    let mut settler = Settler::new(context, schema);
    let printed = print::node(&match context.target {
        Some(target) => settler.assigned(node, target),
        None => settler.node(node).0,
    });
    (printed, settler.unknown)
}

fn tree(tokens: &Tokens, context: &Context) -> Option<Node> {
    let mut parser = Parser::new(tokens, context);
    let node = parser.expression(bind::ANY).ok()?;
    (*parser.peek() == Token::End).then_some(node)
}

/// Returns the canonical text of a query; one that is not understood as its tokens with one space between.
pub fn query(text: &str, context: &Context) -> String {
    query_within(text, context, &Schema::NONE)
}

/// Returns the canonical text of a query with what is known of the schema around it.
pub fn query_within(text: &str, context: &Context, schema: &Schema) -> String {
    settled_query(text, context, schema).0
}

/// Returns the same, and the names that mean nothing though all that they may mean is known.
pub fn settled_query(text: &str, context: &Context, schema: &Schema) -> (String, Vec<Unknown>) {
    let Some(tokens) = query_tokens(text) else {
        return (text.trim().to_string(), Vec::new());
    };
    let Some(query) = query_tree(&tokens, context) else {
        return (tokens.joined(), Vec::new());
    };
    let mut settler = Settler::new(context, schema);
    let printed = print::query(&settler.query(query, false).0);
    (printed, settler.unknown)
}

/// Returns the columns that a query gives, where all their names are known, and their types as far as they are.
pub fn columns_within(
    text: &str,
    context: &Context,
    schema: &Schema,
) -> Option<Vec<(String, Option<String>)>> {
    let query = query_tree(&query_tokens(text)?, context)?;
    Settler::new(context, schema).query(query, false).1
}

fn query_tokens(text: &str) -> Option<Tokens> {
    let mut tokens = token::scan(text)?;
    while tokens
        .list
        .last()
        .is_some_and(|t| t.0 == Token::Sign(";".into()))
    {
        tokens.list.pop();
    }
    Some(tokens)
}

fn query_tree(tokens: &Tokens, context: &Context) -> Option<Query> {
    let mut parser = Parser::new(tokens, context);
    let query = parser.query().ok()?;
    (*parser.peek() == Token::End).then_some(query)
}
