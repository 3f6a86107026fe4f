begin;

comment on extension citext is 'Our own words';

comment on table billing.prices is 'New words';

comment on schema billing is 'Money';

comment on type billing.state is 'It''s on, or off';

comment on domain billing.code is 'A code';

comment on constraint code_length on domain billing.code is 'Three letters';

comment on type billing.pair is 'Two
lines';

comment on column billing.pair.a is 'The first';

comment on sequence billing.numbers is 'Numbers';

comment on column billing.prices.amount is E'In "cents" \\ not euros';

comment on constraint prices_pk on billing.prices is 'The key';

comment on constraint amount_positive on billing.prices is 'Nothing is free';

comment on index billing.prices_by_amount is 'For the list';

comment on view billing.cheap is 'Cheap ones';

comment on column billing.cheap.id is 'The same id';

comment on materialized view billing.dear is 'Dear ones';

comment on function billing.f() is 'Does nothing';

comment on procedure billing.p(integer) is 'Does little';

comment on trigger t on billing.prices is 'A trigger';

comment on policy p on billing.prices is 'A policy';

comment on publication pub is 'A publication';

commit;
