create schema app;
create type app.address as (street text, zip integer, size numeric);
create type app.span as range (subtype = numeric);
create table app.uses (
    a app.address[],
    b app.address default row('x', 1, 2),
    period app.span
);
