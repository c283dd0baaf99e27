import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listCampaigns } from '#domain/campaign/contract'
import { LIFECYCLES, QUADRANTS } from '#domain/insight/contract'
import { DEED_NAMES, REACH } from '#domain/insight/contract/rule'
import { listForms } from '#domain/member/contract/form'
import { allFormPlaces } from '#domain/member/contract/form-place'
import { placeCode } from '#domain/member/model/form-place'
import { listSurveys } from '#domain/survey/contract/survey'
import { answerCode, tapsOf } from '#domain/survey/model/document'
import { useCall } from '#ui/call.ts'
import type { FilterField } from '#ui/kit/filter-chips.tsx'
import { useMay, useMe } from '../me.ts'
import { useMemberFilters } from '../members/fields.ts'
import { useSaid } from '../surveys/said.ts'
import { useMonths, useProductOptions, useWeekdays } from '../program/choices.ts'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'

export type Choice = Readonly<{ value: string | number; label: string }>
type Deed = (typeof DEED_NAMES)[number]

/** Everything a condition can choose from, by name in the reader's language. */
export type Choices = Readonly<{
  fields: readonly FilterField[]
  tiers: readonly Choice[]
  branches: readonly Choice[]
  products: readonly Choice[]
  weekdays: readonly Choice[]
  months: readonly Choice[]
  scores: readonly Choice[]
  quadrants: readonly Choice[]
  lifecycles: readonly Choice[]
  reach: readonly Choice[]
  deeds: readonly Choice[]
  /** What a deed was about, as far as it is known by name; codes can be typed as well. */
  about: (deed: Deed) => readonly Choice[]
}>

const SCORES: readonly Choice[] = [1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }))

export function useChoices(): Choices {
  const { t } = useTranslation()
  const { branches } = useMe()
  const fields = [...useMemberFilters(), ...useJoiningFields()]
  const { products } = useProductOptions()
  const weekdays = useWeekdays()
  const months = useMonths()
  const { tiers, about } = useNames()
  const named = <T extends string>(list: readonly T[], say: (one: T) => string): readonly Choice[] =>
    list.map((value) => ({ value, label: say(value) }))
  return {
    fields,
    tiers,
    about,
    branches: branches.map(({ id, name }) => ({ value: id, label: name })),
    products,
    weekdays,
    months,
    scores: SCORES,
    quadrants: named(QUADRANTS, (one) => t(`parts.quadrant.${one}`)),
    lifecycles: named(LIFECYCLES, (one) => t(`parts.lifecycle.${one}`)),
    reach: named(REACH, (one) => (one === 'any' ? t('audience.reach.any') : t(`parts.channel.${one}`))),
    deeds: named(DEED_NAMES, (one) => t(`audience.deed.${one}`)),
  }
}

/** By which form somebody joined, and at which of its places, by name (C44). */
function useJoiningFields(): readonly FilterField[] {
  const { t, i18n } = useTranslation()
  const { data: forms } = useCall(listForms, {})
  const { data: places } = useCall(allFormPlaces, {})
  const own = (zh: string, en: string): string => (i18n.language.startsWith('zh') ? zh : en)
  const byForm = (forms?.rows ?? []).map((one) => ({ value: one.code, label: own(one.nameZh, one.nameEn) }))
  const byPlace = (places?.rows ?? []).map((one) => ({
    value: placeCode(one),
    label: `${own(one.formZh, one.formEn)} · ${own(one.nameZh, one.nameEn)}`,
  }))
  if (byForm.length === 0) return []
  return [
    { key: 'joinForm', label: t('audience.field.joinForm'), kind: 'choice', choices: byForm },
    { key: 'joinPlace', label: t('audience.field.joinPlace'), kind: 'choice', choices: byPlace },
  ]
}

/** Tiers and what deeds are about, out of the live program and the campaigns. */
function useNames(): Pick<Choices, 'tiers' | 'about'> {
  const may = useMay()
  const program = useLiveProgram()
  const nameOf = useNameOf()
  const { data: campaigns } = useCall(listCampaigns, { rows: 200 }, { enabled: may('campaign.read') })
  const answers = useAnswers()
  return useMemo(() => {
    const coded = (list: readonly Readonly<{ code: string; nameZh: string; nameEn: string }>[] | undefined) =>
      (list ?? []).map((one) => ({ value: one.code, label: nameOf(one) || one.code }))
    const about = (deed: Deed): readonly Choice[] => {
      if (deed === 'campaign')
        return (campaigns?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
      if (deed === 'survey') return answers
      if (deed === 'coupon') return coded(program?.coupons)
      if (deed === 'gift') return coded(program?.gifts)
      if (deed === 'topUp') return coded(program?.topUps)
      if (deed === 'benefit') return coded(program?.benefits)
      if (deed === 'claim') return coded(program?.claims)
      if (deed === 'event') return coded(program?.earning?.events)
      return []
    }
    return { tiers: coded(program?.tiers.list), about }
  }, [program, campaigns, answers, nameOf])
}

/** Every answer that one tap can give to a survey that was opened: survey, question, choice or score. */
function useAnswers(): readonly Choice[] {
  const may = useMay()
  const said = useSaid()
  const { data } = useCall(listSurveys, { rows: 200 }, { enabled: may('campaign.read') })
  const opened = (data?.rows ?? []).filter((one) => one.state !== 'draft')
  return opened.flatMap(({ no, document }) =>
    document.questions.flatMap((question, index) =>
      tapsOf(question).map((tap) => ({
        value: answerCode({ no, question: index + 1, value: tap.value }),
        label: [document.title, question.text, tap.said].map(said).join(' · '),
      })),
    ),
  )
}
