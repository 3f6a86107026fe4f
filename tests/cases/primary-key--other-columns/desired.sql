create table members (team_id bigint not null, user_id bigint not null, primary key (team_id, user_id));
create table notes (team_id bigint, user_id bigint, body text, foreign key (team_id, user_id) references members);
