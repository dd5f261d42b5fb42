-- Ground: settings, audit, live events, work, intake.
-- The migrating role owns everything; awoooi_app gets only what it needs.

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table audit_heads (
  chain text primary key,
  seq bigint not null,
  hash bytea not null
);

create table audit_entries (
  chain text not null,
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  -- json, not jsonb: the stored text is what the hash covers.
  before json,
  after json,
  reason text,
  request_id text,
  previous bytea not null,
  hash bytea not null,
  primary key (chain, seq)
);
create index audit_entries_at on audit_entries (at desc);
create index audit_entries_subject on audit_entries (subject, at desc);

create table audit_anchors (
  at timestamptz primary key,
  heads json not null,
  hash bytea not null
);

create table live_events (
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity primary key,
  at timestamptz not null default now(),
  type text not null,
  data jsonb not null
);
create index live_events_order on live_events (xid, seq);
create index live_events_at on live_events (at);

create sequence work_fence;
create table work_items (
  id bigint generated always as identity primary key,
  kind text not null,
  key text not null,
  priority smallint not null default 2,
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  fence bigint not null default 0,
  lease_until timestamptz,
  leased_by text,
  -- asked for again while a worker holds it
  again boolean not null default false,
  parked_at timestamptz,
  last_error text,
  trace text,
  created_at timestamptz not null default now(),
  unique (kind, key)
);
create index work_items_due on work_items (kind, priority, run_at) where parked_at is null;

create table incidents (
  id uuid primary key,
  number bigint generated always as identity unique,
  fingerprint text not null,
  class_key text not null,
  source text not null,
  alert_type text not null,
  category text not null,
  automation smallint not null,
  severity smallint not null,
  priority smallint not null,
  namespace text not null,
  target_resource text not null,
  resource_type text not null,
  workload text not null,
  cluster text not null,
  message text not null,
  status smallint not null default 0 check (status between 0 and 2),
  closed_by text check (closed_by in ('self', 'ai', 'human', 'stale')),
  close_reason text,
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at timestamptz,
  reopened int not null default 0,
  previous_id uuid,
  firing int not null,
  hit_count bigint not null,
  occurrences int not null,
  test boolean not null,
  blind boolean not null,
  elsewhere boolean not null,
  verdict jsonb,
  decision jsonb,
  evidence jsonb,
  analysed_at timestamptz,
  check ((status = 2) = (resolved_at is not null))
);
-- The last guard: never two open incidents of one fingerprint.
create unique index incidents_open_fingerprint on incidents (fingerprint) where status < 2;
create index incidents_by_fingerprint on incidents (fingerprint, resolved_at desc) where status = 2;
create index incidents_board on incidents (priority, last_seen_at desc) where status < 2;
create index incidents_recent on incidents (opened_at desc, id);
create index incidents_class on incidents (class_key, opened_at desc);
create index incidents_seen on incidents (last_seen_at) where status < 2;

create table alerts (
  -- 128 bits of sha256 over source, fingerprint and sorted labels
  key uuid not null,
  starts_at timestamptz not null,
  incident_id uuid,
  status smallint not null,
  severity smallint not null,
  first_received_at timestamptz not null,
  last_received_at timestamptz not null,
  resolved_at timestamptz,
  hits bigint not null,
  payload jsonb not null,
  primary key (key, starts_at)
);
create index alerts_incident on alerts (incident_id, first_received_at);

create table deliveries (
  received_at timestamptz not null,
  id uuid not null,
  source text not null,
  -- identical bodies of one batch are kept once
  copies int not null,
  body bytea not null
) partition by range (received_at);
create index deliveries_id on deliveries (id);

create table occurrences (
  received_at timestamptz not null,
  incident_id uuid,
  alert_key uuid not null,
  alert_starts_at timestamptz not null,
  delivery_id uuid not null,
  -- opened, aggregated, duplicate, resolved, ignored
  outcome smallint not null,
  copies int not null
) partition by range (received_at);
create index occurrences_incident on occurrences (incident_id, received_at);

create table alert_sources (
  source text primary key,
  last_received_at timestamptz,
  last_heartbeat_at timestamptz,
  refused bigint not null default 0,
  last_refused_at timestamptz,
  last_refused_from text,
  last_refused_reason text
);

create table timeline (
  incident_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  seq bigint generated always as identity,
  -- one of the eleven verbs of the thinking stream
  verb text not null,
  text_en text not null,
  text_zh text not null,
  primary key (incident_id, seq)
);
create index timeline_at on timeline (at desc);

-- Monthly partitions, made ahead by the app role without the right to create tables.
create function ensure_partitions(until timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month timestamptz;
  parent text;
  made int := 0;
  child text;
begin
  if until > now() + interval '1 year' then
    raise exception 'partitions are made at most a year ahead';
  end if;
  perform pg_advisory_xact_lock(7012004);
  foreach parent in array array['deliveries', 'occurrences'] loop
    month := date_trunc('month', now() - interval '1 day', 'UTC');
    while month <= until loop
      child := parent || to_char(month at time zone 'UTC', '_YYYY_MM');
      if to_regclass(child) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent, month, month + interval '1 month');
        execute format('alter table %I set (autovacuum_vacuum_insert_scale_factor = 0.2)', child);
        made := made + 1;
      end if;
      month := month + interval '1 month';
    end loop;
  end loop;
  return made;
end $$;

-- Drops partitions that end before the limit, but none that an open incident still needs.
create function drop_partitions(before timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part record;
  oldest timestamptz;
  gone int := 0;
begin
  if before > now() - interval '7 days' then
    raise exception 'partitions of the last 7 days are never dropped';
  end if;
  select least(before, coalesce(min(opened_at), before)) into oldest from incidents where status < 2;
  for part in
    select c.relname, to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH') as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relname in ('deliveries', 'occurrences') and c.relname ~ '_\d{4}_\d{2}$'
  loop
    if part.month + interval '1 month' <= oldest then
      execute format('drop table %I', part.relname);
      gone := gone + 1;
    end if;
  end loop;
  return gone;
end $$;

create table deliveries_other partition of deliveries default;
create table occurrences_other partition of occurrences default;
select ensure_partitions(now() + interval '40 days');

revoke all on all tables in schema public from public;
revoke all on function ensure_partitions(timestamptz), drop_partitions(timestamptz) from public;
grant execute on function ensure_partitions(timestamptz), drop_partitions(timestamptz) to awoooi_app;
grant select, insert on audit_entries, audit_anchors to awoooi_app;
grant select, insert, update on audit_heads to awoooi_app;
grant select, insert, update, delete on settings, live_events, work_items, alerts, alert_sources to awoooi_app;
grant select, insert, update on incidents to awoooi_app;
grant select, insert on deliveries, occurrences, timeline to awoooi_app;
grant usage on all sequences in schema public to awoooi_app;
