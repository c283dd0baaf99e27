import { present } from '#base/must'

/** What PostgreSQL says of every statement after the one that failed: never the reason. */
export const ABORTED = '25P02'

/**
 * Statements of one work side by side. Waits for every one of them, also when one fails: a statement that is still
 * waiting for its turn when the work is rolled back would run behind the rollback, by itself, and stay.
 */
export async function all<const T extends readonly unknown[]>(
  statements: T,
): Promise<{ -readonly [At in keyof T]: Awaited<T[At]> }> {
  const settled = await Promise.allSettled(statements)
  const failed = settled.filter((one) => one.status === 'rejected')
  if (failed.length > 0) {
    const why = failed.find(({ reason }) => (reason as { code?: string }).code !== ABORTED) ?? failed[0]
    throw present(why, 'one of those that failed').reason
  }
  // Each was fulfilled, so the list has the shape of the statements.
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as never
}
