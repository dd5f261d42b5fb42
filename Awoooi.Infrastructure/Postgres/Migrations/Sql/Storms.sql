-- Storms: an incident that gathers what a source sends too much of, and the incidents it took in when it began.

alter table incidents add column storm_until timestamptz, add column storm_id uuid;

-- Is it a storm already? Few rows: storms that are open, and those that rage.
create index incidents_storms_open on incidents (source) where storm_until is not null and status < 2;
create index incidents_storms_raging on incidents (source, storm_until) where storm_until is not null;
-- How many came within the last minute?
create index incidents_of_source on incidents (source, opened_at desc) where storm_until is null;
create index incidents_in_storm on incidents (storm_id, opened_at desc) where storm_id is not null;
