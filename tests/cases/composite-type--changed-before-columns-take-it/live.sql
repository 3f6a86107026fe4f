create schema app;
create type app.address as (street text, zip integer);
create type app.span as range (subtype = numeric);
create table app.uses (a text, period app.span);
