create table t (id integer, before bytea);
create policy p on t using (octet_length(before) > 0);
