import { useTranslation } from 'react-i18next'
import type { Question } from '#domain/planning/contract/health'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import type { Finding } from './health-sums.ts'

type Door = 'campaign' | 'sales' | 'program' | 'rehearse' | 'members' | 'record'

/** Where something can be done about it, and what one must be allowed to. */
const DOORS: Readonly<Record<Door, Readonly<{ to: string; can: string }>>> = {
  campaign: { to: paths.newCampaign(), can: 'campaign.write' },
  sales: { to: paths.sales(), can: 'sale.read' },
  program: { to: paths.program, can: 'program.read' },
  rehearse: { to: paths.rehearsals, can: 'program.write' },
  members: { to: paths.members(), can: 'member.read' },
  record: { to: paths.newImport, can: 'import.run' },
}

const TODO: Readonly<Record<Exclude<Question, 'cross_store'>, Door>> = {
  active_members: 'campaign',
  card_shown: 'sales',
  readable: 'program',
  year_value: 'rehearse',
  benefits: 'program',
  events: 'campaign',
  greetings: 'program',
  family: 'members',
  dead_members: 'campaign',
  top_fifth: 'program',
}

/** What is missing for an answer; where something else can be done, that is said instead. */
const LACKING: Partial<Readonly<Record<Question, readonly ['sales' | 'worth' | 'tiers', Door]>>> = {
  active_members: ['sales', 'record'],
  card_shown: ['sales', 'record'],
  dead_members: ['sales', 'record'],
  year_value: ['worth', 'program'],
  top_fifth: ['tiers', 'program'],
}

export type Advice = Readonly<{ words: string; door: Readonly<{ to: string; label: string }> | null }>

/** What to do about a finding, with a way to where it is done; null for what is well, and where nothing can be done. */
export function useAdvice(): (of: Pick<Finding, 'code' | 'verdict'>) => Advice | null {
  const { t } = useTranslation()
  const may = useMay()
  const doorTo = (door: Door) =>
    may(DOORS[door].can) ? { to: DOORS[door].to, label: t(`health.door.${door}`) } : null
  return ({ code, verdict }) => {
    if (verdict === 'good' || code === 'cross_store') return null
    const lacking = verdict === 'unknown' ? LACKING[code] : undefined
    if (lacking) return { words: t(`health.lacking.${lacking[0]}`), door: doorTo(lacking[1]) }
    return { words: t(`health.todo.${code}`), door: doorTo(TODO[code]) }
  }
}
