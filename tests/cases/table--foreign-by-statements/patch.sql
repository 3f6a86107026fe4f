begin;

set local search_path = public;

alter foreign table public.logs set schema app;

alter foreign table app.logs rename to journal;

alter table app.journal rename column line to words;

alter table app.journal
    options (add delimiter ',', set filename '/tmp/other', drop format),
    alter column words type character varying,
    alter column n set not null,
    add column more text options (force_null 'true'),
    alter column n set default 1,
    add constraint positive check (n > 0) not valid;

alter foreign table app.journal owner to foreign_reader;

create foreign table public.once (
    a integer
) server files options (filename '/tmp/none');

commit;
