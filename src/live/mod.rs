//! The live side: a connection, and the catalog read into a state.

pub mod connect;
