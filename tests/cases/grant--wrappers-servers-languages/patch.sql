begin;

revoke usage on foreign data wrapper w from case_reader;

grant usage on language pl to public;

set local search_path = public;

revoke grant option for usage on foreign server s from case_reader;

create server t foreign data wrapper w;

grant usage on foreign data wrapper w to case_support;

grant usage on foreign server s to case_support;

grant usage on foreign server t to case_support;

grant usage on language pl to case_reader;

commit;
