create table "Order" (
  "ID" bigint primary key,
  "user" text not null default 'x',
  "select" integer,
  "größe" text,
  "a ""quoted"" name" text,
  "with.dot" integer check ("with.dot" > 0),
  "Camel" integer generated always as ("select" + 1) stored
);
create index "Order by User" on "Order" ("user", "Camel");
create table "table" ("column" bigint references "Order" ("ID"), "primary" text unique);
create view "View" as select "ID", "user" as "Who?" from "Order";
create function "Do It"("From" integer) returns integer language sql as $$ select "From" $$;
create type "Type" as enum ('A');
comment on column "Order"."a ""quoted"" name" is 'Odd';
