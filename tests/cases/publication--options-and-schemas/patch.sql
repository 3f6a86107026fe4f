begin;

set local search_path = public;

alter publication p set (publish = 'delete, truncate', publish_via_partition_root = true);

alter publication p drop table one.t, tables in schema two;

alter publication p add table two.u where (id > 1), tables in schema one;

alter publication whole set (publish_via_partition_root = false);

alter publication parts set table one.t (b, id), two.u (a, id);

comment on publication p is 'after';

commit;
