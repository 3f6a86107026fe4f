create foreign data wrapper files options (debug 'true', mode 'a');
create server near type 'csv' version '1' foreign data wrapper files options (path '/a', "Odd" 'it''s');
create server gone foreign data wrapper files;
comment on server near is 'before';
