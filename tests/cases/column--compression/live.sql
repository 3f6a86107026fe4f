create table documents (id bigint primary key, body text, kept text compression pglz);
