import { Button } from 'antd'
import { SaveOutlined } from '@ant-design/icons'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showSegment } from '#domain/insight/contract'
import { countAudience } from '#domain/insight/contract/audience'
import type { Rule } from '#domain/insight/contract/rule'
import { wholeRule } from '#domain/insight/model/rule'
import { useCall } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useRested } from '#ui/kit/rested.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from '../insight/how.tsx'
import { LensBar } from '../insight/lens-bar.tsx'
import { useLens, type LensInUse } from '../insight/use-lens.ts'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useChoices } from './choices.ts'
import { changedAt, draftOf, isGroup, ruleIn, ruleOf, unfinishedOf, type Group } from './draft.ts'
import { Found, FoundBar } from './found.tsx'
import { FoundList } from './found-list.tsx'
import { GroupCard } from './group-card.tsx'
import { SaveAudience, type Earlier } from './save-audience.tsx'
import { useQuestion, type Question } from './question.ts'
import { useSay } from './say.ts'
import { WritingAround, type Writing } from './writing.ts'
import '../insight/insight.css'
import './segments.css'

type Segment = Told<typeof showSegment>

/** Builds a segment from conditions in groups, with who is found and who can be reached as one writes (C58). */
export function BuilderPage() {
  const use = useLens()
  const from = use.search['from']
  return typeof from === 'string' ? <Opened id={from} use={use} /> : <Builder use={use} segment={null} />
}

function Opened({ id, use }: Readonly<{ id: string; use: LensInUse }>) {
  return (
    <Answered ask={useCall(showSegment, { id })}>
      {(segment) => <Builder key={segment.id} use={use} segment={segment} />}
    </Answered>
  )
}

/** What the address says, else what the segment that is changed was found by, else nothing yet. */
function startRule(use: LensInUse, segment: Segment | null): Rule {
  const written = ruleIn(use.search['rule'])
  if (written) return written
  return segment ? wholeRule(segment) : { all: [] }
}

/** The rule in hand. What of it is finished stands in the address, so that a link shows it to somebody else. */
function useDraft(use: LensInUse, segment: Segment | null) {
  const [root, setRoot] = useState<Group>(() => draftOf(startRule(use, segment)))
  const [added, setAdded] = useState<string | null>(null)
  const text = useRested(JSON.stringify(ruleOf(root)))
  const { change: write } = use
  const written = useRef(text)
  useEffect(() => {
    // Only what somebody has changed is written: on the way to another page the address is no longer ours.
    if (text === written.current) return
    written.current = text
    write({ rule: text })
  }, [text, write])
  const rule = useMemo(() => JSON.parse(text) as Rule, [text])
  const change: Writing['change'] = (key, made) => setRoot((before) => changedAt(before, key, made))
  const add: Writing['add'] = (groupKey, part) => {
    setAdded(part.key)
    change(groupKey, (group) => (isGroup(group) ? { ...group, parts: [...group.parts, part] } : group))
  }
  return { root, rule, added, change, add }
}

type BuilderWords = Readonly<{ use: LensInUse; segment: Segment | null }>

function Builder({ use, segment }: BuilderWords) {
  const { t } = useTranslation()
  const { root, rule, added, change, add } = useDraft(use, segment)
  const choices = useChoices()
  const say = useSay()
  const question = useQuestion(use, segment)
  const ask = useCall(countAudience, { conditions: rule, ...question }, { keep: true })
  const counted = ask.data
  const unfinished = unfinishedOf(root)
  const said = say.rule(rule)
  return (
    <Page
      title={segment ? t('audience.changeTitle', { name: segment.name }) : t('audience.title')}
      answer={counted ? <Answer counted={counted} rule={said} /> : null}
      actions={<Saving {...{ rule, question, counted, suggested: said, segment }} ready={unfinished === 0} />}
      back={
        segment
          ? { to: paths.segment(segment.id), label: segment.name }
          : { to: paths.segments, label: t('segments.back') }
      }
    >
      <div className="builder">
        <WritingAround value={{ root, choices, say, change, add, added }}>
          <Section title={t('audience.who')} note={t('audience.whoNote')}>
            <GroupCard group={root} number="" />
            {counted ? <FoundBar counted={counted} /> : null}
            <Unfinished count={unfinished} />
          </Section>
        </WritingAround>
        <Section title={t('audience.count.title')}>
          <ErrorNotice of={ask.error} again={ask.refetch} />
          <Found counted={counted} waiting={ask.isPlaceholderData} />
          <LensBar use={use} shown={counted?.asOf} />
          <Notes asOf={counted?.asOf} />
        </Section>
      </div>
      <Section title={t('audience.list')}>
        <FoundList rule={rule} question={question} say={say} />
      </Section>
      <How>
        <p>{t('audience.how.method')}</p>
        <p>{t('audience.how.unknown')}</p>
        <p>{t('audience.how.limits')}</p>
      </How>
    </Page>
  )
}

type Counted = Told<typeof countAudience>

function Answer({ counted, rule }: Readonly<{ counted: Counted; rule: string }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { members, of } = counted
  return <>{t('audience.answer', { count: members, n: number(members), of: number(of), rule })}</>
}

function Unfinished({ count }: Readonly<{ count: number }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return count === 0 ? null : (
    <p className="rule-note" role="status">
      {t('audience.unfinishedAll', { count, n: number(count) })}
    </p>
  )
}

function Notes({ asOf }: Readonly<{ asOf: string | undefined }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  return (
    <div className="quiet found-notes">
      {asOf ? <p>{t('audience.count.asOf', { day: day(asOf) })}</p> : null}
      <p>{t('audience.count.wechatNote')}</p>
    </div>
  )
}

type SavingWords = Readonly<{
  rule: Rule
  question: Question
  counted: Counted | undefined
  suggested: string
  segment: Segment | null
  ready: boolean
}>

function Saving({ counted, segment, ready, ...words }: SavingWords) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('segment.write')) return null
  const earlier: Earlier | null = segment
  return (
    <>
      <Button
        type="primary"
        icon={<SaveOutlined aria-hidden />}
        disabled={!ready || !counted?.members}
        onClick={() => setOpen(true)}
      >
        {t('audience.save.button')}
      </Button>
      {open && counted ? (
        <SaveAudience {...words} counted={counted} earlier={earlier} close={() => setOpen(false)} />
      ) : null}
    </>
  )
}
