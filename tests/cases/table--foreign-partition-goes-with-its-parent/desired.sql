create foreign data wrapper nothing;
create server far foreign data wrapper nothing;
