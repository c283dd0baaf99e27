/** What the browser says of the till's store. */
export type Storage = Readonly<{ kept: boolean; used: string; quota: string }>

const bytes = (n: number | undefined): string => {
  const megabytes = (n ?? 0) / 1_048_576
  return megabytes >= 1024 ? `${(megabytes / 1024).toFixed(1)} GB` : `${megabytes.toFixed(1)} MB`
}

export async function storageNow(): Promise<Storage> {
  const [kept, { usage, quota }] = await Promise.all([
    navigator.storage.persisted(),
    navigator.storage.estimate(),
  ])
  return { kept, used: bytes(usage), quota: bytes(quota) }
}

/** Asks the browser to keep everything; it may say no, and an installed till is more likely to get a yes. */
export const askToKeep = (): Promise<boolean> => navigator.storage.persist()
