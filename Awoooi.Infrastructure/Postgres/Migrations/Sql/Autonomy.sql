-- The autonomy index reads closed incidents by the time they ended.
create index incidents_settled on incidents (resolved_at) where status = 2 and closed_by in ('ai', 'human');
