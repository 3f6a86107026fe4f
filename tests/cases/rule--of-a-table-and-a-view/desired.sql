create table items (id bigint primary key, name text not null, gone boolean not null default false);
create table log (at timestamptz not null default now(), what text, item bigint);
create view present as select id, name from items where not gone;
create rule keep as on delete to items do instead (
  update items set gone = true where id = old.id;
  insert into log (what, item) values ('gone', old.id)
);
create rule note as on update to items where new.name <> old.name do also insert into log (what, item) values ('renamed', new.id);
create or replace rule silent as on insert to log do instead nothing;
create rule added as on insert to present do instead insert into items (id, name) values (new.id, new.name);
create rule "Changed" as on update to present where new.id = old.id do also insert into log (what) values ('it''s; changed');
create rule nothing_else as on update to present do instead nothing;
comment on rule added on present is 'through the view';
alter table log enable always rule silent;
