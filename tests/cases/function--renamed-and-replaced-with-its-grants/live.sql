create function old_total(integer) returns integer language sql as 'select $1';
revoke execute on function old_total(integer) from public;
grant execute on function old_total(integer) to case_reader;
comment on function old_total(integer) is 'The sum';
