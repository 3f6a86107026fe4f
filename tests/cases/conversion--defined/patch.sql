begin;

create schema app;

alter conversion public.old set schema app;

alter conversion app.old rename to renamed;

set local search_path = public;

create default conversion app.back for 'utf-8' to 'latin1' from utf8_to_iso8859_1;

alter conversion app.back owner to case_definer;

comment on conversion app.back is 'back';

commit;
