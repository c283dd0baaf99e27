import { useLiveProgram, useNameOf } from '../wallet/names.ts'

/** A tier by its code, as the program of today names it; one that is gone stands by its code. */
export function useTierName(): (code: string) => string {
  const program = useLiveProgram()
  const nameOf = useNameOf()
  return (code) => {
    const found = program?.tiers.list.find((one) => one.code === code)
    return found ? nameOf(found) : code
  }
}
