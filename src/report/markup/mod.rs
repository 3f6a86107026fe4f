//! Texts among markup: what a name or a statement must become, so that nothing in it is markup.
//!
//! What a document says does not belong here.

pub mod html;
pub mod markdown;
