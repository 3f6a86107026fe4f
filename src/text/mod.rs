//! Texts: quoting, SQL tokens, expressions and type names in canonical form.
//!
//! Nothing here knows a kind of object.

pub mod canon;
pub mod duration;
mod expr;
#[cfg(test)]
pub mod kept;
pub mod name;
pub mod quote;
pub mod refs;
pub mod secret;
pub mod sql;
pub mod typename;
pub mod yaml;

pub use expr::Expr;
