-- Recurrence: which class a distinct alert belongs to, so that a class is counted by one range of an index.

alter table alerts add column class_id bigint;
create index alerts_class on alerts (class_id, first_received_at) where class_id is not null;

-- When people were told that an incident's class keeps coming back.
alter table incidents add column escalated_at timestamptz;

-- Those that gather alerts are few beside those that have one.
create index incidents_gathering on incidents (last_seen_at) where status < 2 and occurrences > 1 and escalated_at is null;

create function anomaly_class(class_key text) returns bigint
language sql immutable strict parallel safe as $$
  select ('x' || encode(substring(sha256(convert_to(class_key, 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint
$$;
grant execute on function anomaly_class(text) to awoooi_app;

-- What is stored already counts from the incident that it belongs to.
update alerts a set class_id = anomaly_class(i.class_key) from incidents i
where i.id = a.incident_id and not i.test and i.storm_until is null and a.hits > 0 and a.first_received_at > now() - interval '7 days';
