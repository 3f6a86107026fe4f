begin;

alter collation public.moved set schema other;

alter collation public.old rename to new;

drop collation public.extra;

comment on collation other.moved is 'after';

commit;
