import { connect, KEPT, MOST_CONNECTIONS, pool, type Database } from '#db/connect'
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
  // As a serving program keeps them: connections that end in a pause plan everything anew.
  const database = connect(pool(url, MOST_CONNECTIONS, KEPT))
  try {
    return await use({ url, database })
  } finally {
    await database.destroy()
    await dropDatabase(server, name)
  }
}
