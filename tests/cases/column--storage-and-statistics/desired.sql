create table documents (id bigint primary key, body text, blob bytea, title text);
alter table documents alter column body set storage external;
alter table documents alter column blob set statistics 0;
alter table documents alter column title set (n_distinct = -0.5);
