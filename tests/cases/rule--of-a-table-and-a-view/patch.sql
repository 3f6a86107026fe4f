begin;

drop rule old_one on public.items;

comment on rule keep on public.items is null;

set local search_path = public;

create or replace rule keep as
    on delete to public.items do instead (
  update items set gone = true where id = old.id;
  insert into log (what, item) values ('gone', old.id)
);

alter table public.items enable rule note;

alter table public.log enable always rule silent;

create rule added as
    on insert to public.present do instead insert into items (id, name) values (new.id, new.name);

create rule "Changed" as
    on update to public.present where new.id = old.id do insert into log (what) values ('it''s; changed');

create rule nothing_else as
    on update to public.present do instead nothing;

comment on rule added on public.present is 'through the view';

commit;
