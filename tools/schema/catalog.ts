import pg from 'pg'

/** Schemas of PostgreSQL itself and of the libraries that bring their own tables. */
const NOT_OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'pgboss')`
/** The migrator's own two tables. */
const NOT_KYSELY = `c.relname !~ '^kysely_'`

export type Column = Readonly<{
  table: string
  name: string
  type: string
  fallback: string | null
  identity: '' | 'a' | 'd'
  generated: '' | 's' | 'v'
  required: boolean
  comment: string | null
}>

export type Table = Readonly<{
  name: string
  schema: string
  partitionKey: string | null
  parent: string | null
  bound: string | null
  rowSecurity: boolean
  comment: string | null
}>

/** A line of definition that belongs to a table, or to a schema. */
export type Line = Readonly<{ owner: string; text: string }>

export type Catalog = Readonly<{
  schemas: readonly { name: string; comment: string | null }[]
  extensions: readonly Line[]
  types: readonly Line[]
  sequences: readonly Line[]
  tables: readonly Table[]
  columns: readonly Column[]
  constraints: readonly Line[]
  indexes: readonly Line[]
  triggers: readonly Line[]
  policies: readonly Line[]
  views: readonly Line[]
  functions: readonly Line[]
  grants: readonly Line[]
}>

/** Reads what our schemas are made of; `collate "C"` everywhere, so that the order is the same on every server. */
export async function readCatalog(url: string): Promise<Catalog> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // With an empty path PostgreSQL writes every name of ours with its schema.
    await client.query(`select set_config('search_path', '', false)`)
    const ask = async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text)).rows
    return {
      schemas: await ask(SCHEMAS),
      extensions: await ask<Line>(EXTENSIONS),
      types: await ask<Line>(TYPES),
      sequences: await ask<Line>(SEQUENCES),
      tables: await ask<Table>(TABLES),
      columns: await ask<Column>(COLUMNS),
      constraints: await ask<Line>(CONSTRAINTS),
      indexes: await ask<Line>(INDEXES),
      triggers: await ask<Line>(TRIGGERS),
      policies: await ask<Line>(POLICIES),
      views: await ask<Line>(VIEWS),
      functions: await ask<Line>(FUNCTIONS),
      grants: await ask<Line>(GRANTS),
    }
  } finally {
    await client.end()
  }
}

const SCHEMAS = `
  select quote_ident(n.nspname) as name, obj_description(n.oid, 'pg_namespace') as comment
    from pg_namespace n
   where ${NOT_OURS} and n.nspname <> 'public'
   order by n.nspname collate "C"`

const EXTENSIONS = `
  select n.nspname as owner, format('create extension %I with schema %I;', e.extname, n.nspname) as text
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
   where e.extname <> 'plpgsql'
   order by e.extname collate "C"`

/** Members of extensions are not ours. */
const notOfExtension = (oid: string) =>
  `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`

const TYPES = `
  select quote_ident(n.nspname) as owner
       , case t.typtype
           when 'e' then format('create type %s as enum (%s);', t.oid::regtype,
             (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
                from pg_enum e where e.enumtypid = t.oid))
           else format('create domain %s as %s%s%s;', t.oid::regtype, format_type(t.typbasetype, t.typtypmod)
             , case when t.typnotnull then ' not null' end
             , (select string_agg(' constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), ''
                                  order by k.conname collate "C")
                  from pg_constraint k where k.contypid = t.oid and k.contype = 'c'))
         end as text
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
   where ${NOT_OURS} and t.typtype in ('e', 'd') and ${notOfExtension('t.oid')}
   order by n.nspname collate "C", t.typname collate "C"`

const SEQUENCES = `
  select quote_ident(n.nspname) as owner
       , format('create sequence %s as %s increment by %s minvalue %s maxvalue %s start with %s%s;', c.oid::regclass
               , format_type(s.seqtypid, null), s.seqincrement, s.seqmin, s.seqmax, s.seqstart
               , case when s.seqcycle then ' cycle' end) as text
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
   where ${NOT_OURS} and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
   order by n.nspname collate "C", c.relname collate "C"`

const TABLES = `
  select c.oid::regclass::text as name, quote_ident(n.nspname) as schema
       , case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as "partitionKey"
       , case when c.relispartition
              then (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid) end as parent
       , pg_get_expr(c.relpartbound, c.oid) as bound
       , c.relrowsecurity as "rowSecurity", obj_description(c.oid, 'pg_class') as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${NOT_OURS} and ${NOT_KYSELY} and c.relkind in ('r', 'p') and ${notOfExtension('c.oid')}
   order by n.nspname collate "C", c.relname collate "C"`

const COLUMNS = `
  select c.oid::regclass::text as "table", quote_ident(a.attname) as name
       , format_type(a.atttypid, a.atttypmod)
         || case when a.attcollation <> t.typcollation
                 then ' collate ' || a.attcollation::regcollation::text
                 else '' end as type
       , pg_get_expr(d.adbin, d.adrelid) as fallback, a.attidentity as identity, a.attgenerated as generated
       , a.attnotnull as required, col_description(c.oid, a.attnum) as comment
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where ${NOT_OURS} and ${NOT_KYSELY} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
   order by n.nspname collate "C", c.relname collate "C", a.attnum`

/** Not-null is shown at the column: only PostgreSQL 18 keeps it as a constraint too. */
const CONSTRAINTS = `
  select c.oid::regclass::text as owner
       , format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid, true)) as text
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
   where ${NOT_OURS} and ${NOT_KYSELY} and k.contype in ('p', 'u', 'f', 'c', 'x') and k.conparentid = 0
   order by array_position('{p,u,x,c,f}'::"char"[], k.contype), k.conname collate "C"`

const INDEXES = `
  select c.oid::regclass::text as owner, pg_get_indexdef(i.indexrelid) || ';' as text
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class x on x.oid = i.indexrelid
   where ${NOT_OURS} and ${NOT_KYSELY} and not x.relispartition
     and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
   order by x.relname collate "C"`

const TRIGGERS = `
  select c.oid::regclass::text as owner, pg_get_triggerdef(t.oid) || ';' as text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where ${NOT_OURS} and not t.tgisinternal and t.tgparentid = 0
   order by t.tgname collate "C"`

const POLICIES = `
  select c.oid::regclass::text as owner
       , format('create policy %I on %s as %s for %s%s%s;', p.polname, c.oid::regclass
               , case when p.polpermissive then 'permissive' else 'restrictive' end
               , case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                               when 'd' then 'delete' else 'all' end
               , ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')'
               , ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') as text
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
   where ${NOT_OURS}
   order by p.polname collate "C"`

const VIEWS = `
  select quote_ident(n.nspname) as owner
       , format(E'create %s %s as\\n%s', case c.relkind when 'v' then 'view' else 'materialized view' end
               , c.oid::regclass, pg_get_viewdef(c.oid, true)) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${NOT_OURS} and c.relkind in ('v', 'm') and ${notOfExtension('c.oid')}
   order by c.relname collate "C"`

const FUNCTIONS = `
  select quote_ident(n.nspname) as owner
       , rtrim(pg_get_functiondef(p.oid), E'\\n') || ';'
         || coalesce(E'\\n' || format('comment on function %s is ', p.oid::regprocedure)
                            || quote_literal(obj_description(p.oid, 'pg_proc')) || ';', '') as text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where ${NOT_OURS} and p.prokind in ('f', 'p') and ${notOfExtension('p.oid')}
   order by p.proname collate "C", p.oid::regprocedure::text collate "C"`

/** Rights given beyond the owner's own, of which PostgreSQL 17 knows one more. */
const GRANTS = `
  select c.oid::regclass::text as owner
       , format('grant %s on %s to %s;', lower(string_agg(a.privilege_type, ', ' order by a.privilege_type collate "C"))
               , c.oid::regclass, case when a.grantee = 0 then 'public' else a.grantee::regrole::text end) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) a
   where ${NOT_OURS} and ${NOT_KYSELY} and c.relkind in ('r', 'p', 'v', 'm') and a.grantee <> c.relowner
   group by n.nspname, c.relname, c.oid, a.grantee
   order by n.nspname collate "C", c.relname collate "C", 2`
