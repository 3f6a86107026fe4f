begin;

set local search_path = public;

-- may-fail: fails if a row of public."Order" has a null in "user" (0 rows)
-- rewrites-table: writes public."Order" again under an access exclusive lock (1
-- row)
-- blocks-writes: checking public."Order"."Order_with.dot_check" reads
-- public."Order" while writes to it wait (1 row)
alter table public."Order"
    alter column "user" set not null,
    add column "größe" text,
    add column "a ""quoted"" name" text,
    add column "with.dot" integer,
    add column "Camel" integer generated always as ("select" + 1) stored,
    alter column "user" set default 'x',
    add constraint "Order_with.dot_check" check ("with.dot" > 0);

create type public."Type" as enum ('A');

create function public."Do It"("From" integer)
    returns integer
    language sql
as $$ select "From" $$;

create table public."table" (
    "column" bigint,
    "primary" text,
    constraint table_primary_key unique ("primary")
);

-- blocks-writes: building index public."Order by User" reads public."Order"
-- while writes to it wait (1 row)
create index "Order by User" on public."Order" ("user", "Camel");

alter table public."table" add constraint table_column_fkey foreign key ("column") references public."Order" ("ID");

create view public."View" as
select "ID", "user" as "Who?" from "Order";

comment on column public."Order"."a ""quoted"" name" is 'Odd';

commit;
