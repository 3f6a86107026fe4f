begin;

alter type public."Plan Tier" add value 'Größe "XL"';

alter type public."Plan Tier" add value '';

commit;
