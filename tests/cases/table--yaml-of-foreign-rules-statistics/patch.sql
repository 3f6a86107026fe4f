begin;

drop rule no_delete on public.lines;

set local search_path = public;

create collation public.plain (locale = 'C');

create function public.note_ddl()
    returns event_trigger
    language plpgsql
as $$begin end$$;

create server archive foreign data wrapper postgres_fdw options (dbname 'app', host 'archive.example');

create foreign table public.old_lines (
    a integer options (column_name 'A') not null,
    b text
) server archive options (table_name 'lines');

create statistics public.pairs on a, b from public.lines;

create statistics public.lines_more (ndistinct) on b, (a + 1) from public.lines;

alter statistics public.lines_more set statistics 20;

create rule told as
    on insert to public.lines where (new.a > 5) do (delete from lines where a = 1; delete from lines where a = 2);

create event trigger noted on ddl_command_end
    when tag in ('CREATE TABLE')
    execute function public.note_ddl();

alter event trigger noted disable;

grant usage on foreign server archive to yaml_case_reader;

grant select on public.old_lines to yaml_case_reader;

comment on collation public.plain is 'bytes';

comment on rule told on public.lines is 'clean';

comment on foreign table public.old_lines is 'kept elsewhere';

commit;
