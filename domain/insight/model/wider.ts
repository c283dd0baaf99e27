/** The same column with more room behind it, zeros in it. */
export function wider<T extends Uint8Array | Int32Array | Float64Array>(column: T, length: number): T {
  const made = new (column.constructor as new (length: number) => T)(length)
  made.set(column)
  return made
}
