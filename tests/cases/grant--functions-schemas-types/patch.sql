begin;

grant usage on schema api to case_reader;

revoke usage on type api.state from public;

grant usage on domain api.code to case_reader with grant option;

revoke execute on function api.secret() from public;

grant execute on function api.secret() to case_reader;

revoke execute on procedure api.run() from public;

commit;
