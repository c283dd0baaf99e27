import { useState } from 'react'
import { addDays } from '#base/instant'
import type { ReportCode } from '#domain/report/contract'
import { useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'

/** What a report cannot do without: reconciliation looks at one branch and at days that are named. */
export function useNeeded(code: ReportCode): Readonly<Record<string, string>> {
  const { chain, branches } = useMe()
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  if (code !== 'reconciliation') return {}
  return { from: addDays(today, -6), to: today, branchId: branches[0]?.id ?? '' }
}
