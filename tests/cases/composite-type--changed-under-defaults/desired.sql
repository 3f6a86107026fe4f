create schema app;
create type app.address as (street text, zip integer);
create table app.uses (
    a app.address default row('x', null),
    b app.address default row('y', 1)
);
