import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, pool } from '#db/connect'
import { startEngine } from '#db/engine/index'
import { migrate } from '#db/migrate'
import { documentSchema } from '#domain/program/model/json-schema'
import { dumpSchema } from './dump.ts'
import { schemaTypes } from './types.ts'

// `npm run schema`: migrates an empty database and writes db/schema.sql and db/schema.ts from it; and what a
// program document may hold to docs/program.schema.json.
const folder = await mkdtemp(join(tmpdir(), 'zhiji-schema-'))
// As root the server runs as another account, which has to be able to enter.
await chmod(folder, 0o755)
const engine = await startEngine({ dataFolder: join(folder, 'data'), say: () => undefined, fast: true })
try {
  const database = connect(pool(engine.url, 1))
  await migrate(database)
  await database.destroy()
  await writeFile('db/schema.sql', await dumpSchema(engine.url))
  await writeFile('db/schema.ts', await schemaTypes(engine.url))
  await writeFile('docs/program.schema.json', JSON.stringify(documentSchema(), null, 2))
  console.log('db/schema.sql, db/schema.ts and docs/program.schema.json are written')
} finally {
  await engine.stop()
  await rm(folder, { recursive: true, force: true })
}
