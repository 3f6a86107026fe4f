begin;

drop event trigger first_one;

drop event trigger second_one;

set local search_path = public;

alter event trigger third_one enable replica;

create event trigger first_one on ddl_command_end
    when tag in ('ALTER TABLE', 'CREATE TABLE', 'CREATE VIEW')
    execute function public.noted();

create event trigger "Fourth" on table_rewrite
    execute function public.refused();

comment on event trigger first_one is 'after';

commit;
