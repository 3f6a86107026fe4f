create function total(integer) returns bigint language sql as 'select $1::bigint';
revoke execute on function total(integer) from public;
grant execute on function total(integer) to case_reader;
comment on function total(integer) is 'The sum';
