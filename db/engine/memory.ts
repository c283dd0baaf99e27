import { totalmem } from 'node:os'

const MB = 2 ** 20
/**
 * Below the least PostgreSQL reads the same pages again and again. With twenty million past sales a sale touches some
 * five pages that lie anywhere in sixty gigabytes: with 3 GB instead of 1 GB it read 2.2 of them anew instead of 3.6,
 * and with 6 GB such a past costs an eighth of the speed instead of a quarter (docs/benchmarks.md).
 */
const LEAST_MB = 128
const MOST_MB = 8192
/** The rest is for the program, for whatever else runs there, and for the system’s own cache of the same files. */
const SHARE = 4

/**
 * How much of its files PostgreSQL keeps at hand, in MB: a quarter of the memory there is, as its makers advise. With
 * less than a busy chain's tables need every sale evicts and rereads pages, each with its checksum, which costs a tenth
 * of writing it.
 */
export const sharedBuffersMb = (bytes: number): number =>
  Math.min(MOST_MB, Math.max(LEAST_MB, Math.floor(bytes / SHARE / MB)))

/** The memory of the machine, or what a container leaves of it. */
export function memoryThere(): number {
  const bound = process.constrainedMemory()
  return bound > 0 ? Math.min(bound, totalmem()) : totalmem()
}
