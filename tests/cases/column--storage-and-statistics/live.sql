create table documents (id bigint primary key, body text, blob bytea, title text);
alter table documents alter column title set statistics 500;
