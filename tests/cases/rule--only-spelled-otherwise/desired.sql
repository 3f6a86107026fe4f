create table items (id bigint primary key, name text not null, gone boolean not null default false);
create rule keep as on delete to items where ((old.id) > 0) and (not old.gone)
  do instead (update public.items set gone = 't' where id = old.id;);
create rule silent as on insert to items where new.name = 'x'::text do instead nothing;
create table other (a integer);
