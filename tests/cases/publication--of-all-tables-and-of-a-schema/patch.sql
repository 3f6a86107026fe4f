begin;

drop publication everything;

alter publication warehouse set (publish_via_partition_root = true);

alter publication warehouse drop table public.logs;

alter publication warehouse add tables in schema billing;

create publication everything for table public.logs;

commit;
