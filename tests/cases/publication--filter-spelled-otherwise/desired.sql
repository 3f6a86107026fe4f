create table items (id bigint primary key, name text not null, gone boolean not null default false);
create table marks (id bigint primary key, mark text);
create publication p for table items where ((items.id > 0) and (gone is not true)), marks (mark, id) where (mark = 'a' or mark = 'b' or mark is null);
alter publication p set table items where (((id)::bigint > 0) and (not (gone::boolean)));
alter publication p add table only marks (mark, id) where (mark::text = any (array['a', 'b']::text[]));
create table other (a integer);
