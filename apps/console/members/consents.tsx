import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { preferenceLink } from '#domain/campaign/contract/preferences'
import { bookingLink } from '#domain/booking/contract/booking'
import { clubLink } from '#domain/club/contract/forum'
import { consent, showMember } from '#domain/member/contract'
import { MEDIA, PURPOSES, type ConsentKey } from '#domain/member/model/consent'
import { keyOf, newId, useCall, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { useConsentSource } from './consent-source.ts'

type Member = Told<typeof showMember>
type Said = Member['consents'][number]

/** What is asked at the counter; everything else is shown once something was said of it. */
const ASKED: readonly ConsentKey[] = [
  { channel: 'sms', purpose: 'marketing' },
  { channel: 'email', purpose: 'marketing' },
]
const CONSENT_WORDS = 'counter-1'

/** What the member agreed to, by way and purpose, to which words and by whom; each answer is a new row that stays. */
export function Consents({ member }: Readonly<{ member: Member }>) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const record = useCommand(consent, () =>
    queries.invalidateQueries({ queryKey: keyOf(showMember, { id: member.id }) }),
  )
  const say = ({ channel, purpose }: ConsentKey, granted: boolean) =>
    record.mutate({
      id: member.id,
      consentId: newId(),
      channel,
      purpose,
      granted,
      textVersion: CONSENT_WORDS,
    })
  const shown = MEDIA.flatMap((channel) => PURPOSES.map((purpose) => ({ channel, purpose }))).filter(
    (key) => saidOf(member, key) !== undefined || ASKED.some((one) => isSame(one, key)),
  )
  return (
    <Section title={t('history.wishes.title')}>
      <ErrorNotice of={record.error} />
      {member.consents.length === 0 ? <p className="quiet">{t('members.page.noConsents')}</p> : null}
      <dl className="facts">
        {shown.map((key) => (
          <Wish
            key={`${key.channel} ${key.purpose}`}
            of={key}
            said={saidOf(member, key)}
            pending={record.isPending}
            say={may('member.write') ? (granted) => say(key, granted) : null}
          />
        ))}
        <div>
          <dt>{t('history.wishes.calls')}</dt>
          <dd>{t(member.noSalesCalls ? 'history.wishes.noCalls' : 'history.wishes.callsFine')}</dd>
        </div>
      </dl>
      {member.withdrawnAt === null ? <OwnLinks memberId={member.id} /> : null}
    </Section>
  )
}

const isSame = (a: ConsentKey, b: ConsentKey): boolean => a.channel === b.channel && a.purpose === b.purpose

const saidOf = (member: Member, key: ConsentKey): Said | undefined =>
  member.consents
    .filter((row) => isSame(row, key))
    .reduce<Said | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined)

type WishWords = Readonly<{
  of: ConsentKey
  said: Said | undefined
  pending: boolean
  say: ((granted: boolean) => void) | null
}>

function Wish({ of, said, pending, say }: WishWords) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const source = useConsentSource()
  const state = said ? t(said.granted ? 'members.page.granted' : 'members.page.withdrawn') : '–'
  return (
    <div>
      <dt>
        {t(`parts.channel.${of.channel}`)} · {t(`history.wishes.purpose.${of.purpose}`)}
      </dt>
      <dd>
        <span className="num">{said ? `${state} · ${moment(said.at)}` : state}</span>
        {said ? <small className="consent-source">{source(said)}</small> : null}
        {say ? (
          <Button size="small" type="link" loading={pending} onClick={() => say(!said?.granted)}>
            {t(said?.granted ? 'members.page.withdraw' : 'members.page.grant')}
          </Button>
        ) : null}
      </dd>
    </div>
  )
}

/** The member's own ways in, to hand over in the shop; every message by e-mail has the first one below. */
function OwnLinks({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const preferences = useCall(preferenceLink, { memberId })
  const forum = useCall(clubLink, { memberId })
  const own = useCall(bookingLink, { memberId })
  return (
    <>
      <OwnLink
        path={preferences.data?.path}
        label={t('history.wishes.link')}
        words={t('history.wishes.linkWords')}
      />
      <OwnLink
        path={forum.data?.path}
        label={t('history.wishes.forum')}
        words={t('history.wishes.forumWords')}
      />
      <OwnLink path={own.data?.path} label={t('history.wishes.own')} words={t('history.wishes.ownWords')} />
    </>
  )
}

type LinkWords = Readonly<{ path: string | undefined; label: string; words: string }>

function OwnLink({ path, label, words }: LinkWords) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  if (path === undefined) return null
  const copy = () =>
    void navigator.clipboard
      .writeText(new URL(path, location.origin).href)
      .then(() => message.success(t('history.wishes.copied')))
  return (
    <p>
      <Button size="small" onClick={copy}>
        {label}
      </Button>
      <small className="consent-source">{words}</small>
    </p>
  )
}
