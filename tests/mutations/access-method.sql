-- mutation: type
create access method m type table handler heap_tableam_handler;
-- to
create access method m type index handler bthandler;

-- mutation: handler
create access method m type index handler bthandler;
-- to
create access method m type index handler hashhandler;
