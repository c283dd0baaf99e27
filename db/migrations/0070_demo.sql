create schema demo;

-- One row in a chain founded for looking around: how far its tour has come.
create table demo.tour (
  chain_id uuid primary key,
  language text not null,
  stage text not null check (stage in ('founded', 'first_year', 'segments', 'campaign', 'later_sales', 'done')),
  first_file_id uuid,
  later_file_id uuid,
  segment_ids uuid[] not null default '{}',
  campaign_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz
);
