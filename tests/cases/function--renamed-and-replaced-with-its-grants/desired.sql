-- what no file declares goes along under the new name, though the result type means another function
-- trueup: renamed from old_total(integer)
create function total(integer) returns bigint language sql as 'select $1::bigint';
