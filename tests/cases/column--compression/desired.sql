create table documents (id bigint primary key, body text compression pglz, kept text compression pglz, added bytea compression pglz);
