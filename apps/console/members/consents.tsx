import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { consent, showMember } from '#domain/member/contract'
import { keyOf, newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'

type Member = Told<typeof showMember>
const CHANNELS = ['sms', 'email'] as const
const CONSENT_WORDS = 'counter-1'

/** What the member agreed to, channel by channel; each answer is a new row that stays. */
export function Consents({ member }: Readonly<{ member: Member }>) {
  const { t } = useTranslation()
  const may = useMay()
  const { moment } = useFormats()
  const queries = useQueryClient()
  const record = useCommand(consent, () =>
    queries.invalidateQueries({ queryKey: keyOf(showMember, { id: member.id }) }),
  )
  const latest = (channel: string) =>
    member.consents
      .filter((row) => row.channel === channel && row.purpose === 'marketing')
      .reduce<Member['consents'][number] | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined)
  const say = (channel: (typeof CHANNELS)[number], granted: boolean) =>
    record.mutate({ id: member.id, consentId: newId(), channel, granted, textVersion: CONSENT_WORDS })
  return (
    <Section title={t('members.page.consents')}>
      <ErrorNotice of={record.error} />
      {member.consents.length === 0 ? <p className="quiet">{t('members.page.noConsents')}</p> : null}
      <dl className="facts">
        {CHANNELS.map((channel) => {
          const now = latest(channel)
          const state = now ? t(now.granted ? 'members.page.granted' : 'members.page.withdrawn') : '–'
          return (
            <div key={channel}>
              <dt>{t(`parts.channel.${channel}`)}</dt>
              <dd>
                <span
                  className="num"
                  title={now ? t('members.page.consentVersion', { version: now.textVersion }) : undefined}
                >
                  {now ? `${state} · ${moment(now.at)}` : state}
                </span>
                {may('member.write') ? (
                  <Button
                    size="small"
                    type="link"
                    loading={record.isPending}
                    onClick={() => say(channel, !now?.granted)}
                  >
                    {t(now?.granted ? 'members.page.withdraw' : 'members.page.grant')}
                  </Button>
                ) : null}
              </dd>
            </div>
          )
        })}
      </dl>
    </Section>
  )
}
