/**
 * What is told to a callback, as a promise. The driver's own promise hangs its callback on a query that is already
 * made; with V8 11 what such a query leaves behind lives on until the next full collection, and its answer with it
 * (decision 0048).
 */
export const told = <T>(ask: (callback: (trouble: unknown, answer?: unknown) => void) => void): Promise<T> =>
  new Promise((resolve, reject) =>
    ask((trouble, answer) => (answer === undefined ? reject(trouble) : resolve(answer as T))),
  )
