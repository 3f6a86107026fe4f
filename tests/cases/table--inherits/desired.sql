create table documents (id bigint primary key, title text not null);
create table contracts (signed_at timestamptz) inherits (documents);
