create role owner_before;
create role owner_after;
