import { connect, pool, type Database } from '#db/connect'
import { createDatabase } from '#db/engine/index'
import { dropDatabase } from '#db/yardstick'

export type OwnDatabase = Readonly<{ url: string; database: Database }>

/** A database of a bench's own on a server, empty; it is gone afterwards, however the bench ends. */
export async function inOwnDatabase<T>(
  server: string,
  name: string,
  use: (own: OwnDatabase) => Promise<T>,
): Promise<T> {
  await dropDatabase(server, name)
  const url = await createDatabase(server, name)
  const database = connect(pool(url))
  try {
    return await use({ url, database })
  } finally {
    await database.destroy()
    await dropDatabase(server, name)
  }
}
