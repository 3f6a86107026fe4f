set allow_in_place_tablespaces = on
create tablespace case_space location ''
