create schema import;

create table import.file (
  id uuid primary key,
  fingerprint text not null,
  kind text not null check (kind in ('members', 'products', 'sales', 'balances')),
  name text not null,
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text,
  parts integer,
  state text not null check (state in ('uploading', 'ready', 'checking', 'checked', 'running', 'done', 'undoing',
    'undone', 'failed')),
  -- How the file is read: encoding, delimiter, sheet, columns; found once when the upload ends.
  shape jsonb,
  mapping jsonb,
  options jsonb,
  -- What a trial run found: counts, sums, the first bad rows.
  trial jsonb,
  -- Why it failed, as a code with details.
  trouble jsonb,
  -- I2: rows dealt with so far, committed with their effects; a killed program goes on behind them.
  groups_done integer not null default 0,
  rows_total integer,
  rows_done integer not null default 0,
  imported integer not null default 0,
  duplicates integer not null default 0,
  refused integer not null default 0,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  by_id uuid,
  by_name text not null
);
create index file_created on import.file (created_at desc, id desc);

-- The bytes as they came, in parts, so that a resumed import reads what was confirmed (decision 0010).
create table import.part (
  file_id uuid not null references import.file (id),
  no integer not null check (no > 0),
  sha256 text not null,
  bytes bytea not null,
  primary key (file_id, no)
);

-- Rows that were not imported, each with its reason; imported ones are counted.
create table import.row (
  file_id uuid not null references import.file (id),
  row_no integer not null,
  outcome text not null check (outcome in ('refused', 'duplicate')),
  code text not null,
  details jsonb not null default '{}',
  cells text[] not null,
  primary key (file_id, row_no)
);

-- I3: a natural key of a kind is applied by one file at a time; undoing the file frees it.
create table import.applied (
  kind text not null,
  natural_key text not null,
  fingerprint text not null,
  subject_id uuid not null,
  file_id uuid not null references import.file (id),
  -- What was made: member, product, sale, opening.
  made text not null,
  primary key (kind, natural_key)
);
create index applied_file on import.applied (file_id, natural_key);

create table import.mapping (
  kind text not null,
  -- The column names of the file, as they stand in its header.
  signature text not null,
  mapping jsonb not null,
  options jsonb not null,
  saved_at timestamptz not null,
  primary key (kind, signature)
);

create function import.audit_laws() returns setof text language sql stable as $$
  values ('I1 every row is accounted for'), ('I4 an undone file holds no key')
$$;

create function import.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'I1 every row is accounted for', f.id::text,
         f.imported || ' + ' || f.duplicates || ' + ' || f.refused || ' of ' || f.rows_done || ', listed '
           || coalesce(r.duplicates, 0) || ' and ' || coalesce(r.refused, 0)
    from import.file f
    left join (select file_id, count(*) filter (where outcome = 'duplicate') as duplicates,
                      count(*) filter (where outcome = 'refused') as refused
                 from import.row group by file_id) r on r.file_id = f.id
   where f.state in ('running', 'done')
     and (f.imported + f.duplicates + f.refused <> f.rows_done
          or f.duplicates <> coalesce(r.duplicates, 0) or f.refused <> coalesce(r.refused, 0)
          or (f.state = 'done' and f.rows_done <> f.rows_total))
  union all
  select 'I4 an undone file holds no key', f.id::text, count(*)::text
    from import.file f join import.applied a on a.file_id = f.id
   where f.state = 'undone' group by f.id
$$;
