-- Refused deliveries by sender and reason, and the way to the newest test alert.
create table refused_deliveries (
  source text not null,
  address text not null,
  reason text not null,
  count bigint not null check (count > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (source, address, reason)
);
create index refused_deliveries_last on refused_deliveries (last_at desc);

create index incidents_tests on incidents (opened_at desc) where test;

grant select, insert, update, delete on refused_deliveries to awoooi_app;
