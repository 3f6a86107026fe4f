create table items (id bigint primary key, name text not null, gone boolean not null default false);
create table log (at timestamptz not null default now(), what text, item bigint);
create view present as select id, name from items where not gone;
create rule keep as on delete to items do instead update items set gone = true where id = old.id;
create rule note as on update to items where new.name <> old.name do also insert into log (what, item) values ('renamed', new.id);
create rule silent as on insert to log do instead nothing;
create rule old_one as on insert to items do also notify items;
comment on rule keep on items is 'nothing is lost';
alter table items disable rule note;
