import { useTranslation } from 'react-i18next'
import type { Question, Step, Trigger } from '#domain/journey/contract/document'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'
import { useSegmentName } from './segment-choice.tsx'
import { useSurveyTitle } from './survey-field.tsx'

/** When members enter, as a sentence. */
export function useTriggerText(): (trigger: Trigger) => string {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const tierOf = useTierName()
  return (trigger) => {
    switch (trigger.kind) {
      case 'purchase':
        return t('journeys.when.purchase', {
          days: number(trigger.daysAfter),
          money: money(trigger.leastMinor),
        })
      case 'silent':
      case 'no_return':
        return t(`journeys.when.${trigger.kind}`, { days: number(trigger.days) })
      case 'birthday':
        return t('journeys.when.birthday', {
          days: number(trigger.daysBefore),
          calendar: t(`care.rule.calendar.${trigger.calendar}`),
        })
      case 'festival':
        return t('journeys.when.festival', {
          days: number(trigger.daysBefore),
          festival: t(`care.rule.festival.${trigger.festival}`),
        })
      case 'tier':
        return t('journeys.when.tier', { tier: tierOf(trigger.tier) })
      case 'tier_near':
        return t('journeys.when.tier_near', { money: money(trigger.missingMinor) })
      case 'points_dying':
        return t('journeys.when.points_dying', {
          days: number(trigger.daysBefore),
          points: number(trigger.leastPoints),
        })
      case 'booking_given_up':
        return t('journeys.when.booking_given_up', { minutes: number(trigger.minutesAfter) })
      case 'joined':
      case 'standing':
        return t(`journeys.when.${trigger.kind}`)
    }
  }
}

function useTierName(): (code: string) => string {
  const nameOf = useNameOf()
  const tiers = useLiveProgram()?.tiers.list ?? []
  return (code) => {
    const tier = tiers.find((one) => one.code === code)
    return tier ? nameOf(tier) : code
  }
}

/** What a step does, as a line. */
export function useStepText(): (step: Step) => string {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const asks = useQuestionText()
  const messageText = useMessageText()
  return (step) => {
    switch (step.kind) {
      case 'wait':
        return t('journeys.says.wait', { n: number(step.days), count: step.days })
      case 'message':
        return messageText(step)
      case 'task':
        return t('journeys.says.task', { title: i18n.language === 'en' ? step.titleEn : step.titleZh })
      case 'gift':
        return [
          step.points === 0 ? '' : t('journeys.says.points', { n: number(step.points) }),
          step.couponCode === null ? '' : t('journeys.says.coupon', { code: step.couponCode }),
        ]
          .filter(Boolean)
          .join(' · ')
      case 'branch':
        return asks(step.when)
    }
  }
}

function useMessageText(): (step: Extract<Step, { kind: 'message' }>) => string {
  const { t } = useTranslation()
  const surveyOf = useSurveyTitle()
  return ({ channel: by, surveyId, subject, body }) => {
    const channel = t(`campaigns.channel.${by}`)
    if (surveyId !== undefined) return t('journeys.says.survey', { channel, survey: surveyOf(surveyId) })
    return t('journeys.says.message', { channel, words: subject === '' ? body : subject })
  }
}

function useQuestionText(): (when: Question) => string {
  const { t } = useTranslation()
  const tierOf = useTierName()
  const segmentOf = useSegmentName()
  return (when) => {
    switch (when.kind) {
      case 'bought':
        return t('journeys.asks.bought')
      case 'tier':
        return t('journeys.asks.tier', { tiers: when.tiers.map(tierOf).join(' / ') })
      case 'branch':
        return t('journeys.asks.branch', { branches: when.branchCodes.join(' / ') })
      case 'audience':
        return t('journeys.asks.audience', { segment: segmentOf(when.segmentId) })
      case 'reachable':
        return t('journeys.asks.reachable', { channel: t(`campaigns.channel.${when.channel}`) })
    }
  }
}
