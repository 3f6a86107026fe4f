create schema app;
create conversion public.old for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
alter conversion public.old set schema app;
alter conversion app.old rename to renamed;
create default conversion app.back for 'utf-8' to 'latin1' from utf8_to_iso8859_1;
comment on conversion app.back is 'back';
alter conversion app.back owner to case_definer;
