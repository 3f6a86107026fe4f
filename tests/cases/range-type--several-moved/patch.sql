begin;

alter type other.usages set schema app;

alter type app.span_multirange set schema other;

alter type other.span_multirange rename to days;

alter type public.public_by_path set schema app;

alter type app.public_by_path rename to named_by_path;

commit;
