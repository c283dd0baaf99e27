import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { confirmProfile, memberCompleteness } from '#domain/member/contract/completeness'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useDone } from './act.tsx'

/** How complete a profile is, and the one thing to ask at this visit. */
export function Completeness({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const may = useMay()
  const done = useDone(() => {})
  const ask = useCall(memberCompleteness, { memberId })
  const confirm = useCommand(confirmProfile, () => done(t('standing.complete.confirmed')))
  return (
    <Section title={t('standing.complete.title')}>
      <Answered ask={ask}>
        {(told) => (
          <>
            <Progress percent={told.score} size="small" strokeColor="var(--pine)" status="normal" />
            {told.ask === null ? (
              <p className="quiet">{t('standing.complete.all')}</p>
            ) : (
              <p className="standing-question">
                {t('standing.complete.ask', { field: t(`members.field.${told.ask}`) })}{' '}
                {may('member.write') ? (
                  <Go to={paths.changeMember(memberId)}>{t('standing.complete.fill')}</Go>
                ) : null}
              </p>
            )}
            <p className="quiet num">
              {t('standing.complete.touched', { day: day(told.touchedAt.slice(0, 10)) })}{' '}
              {may('member.write') ? (
                <Button
                  size="small"
                  type="link"
                  loading={confirm.isPending}
                  onClick={() => confirm.mutate({ memberId })}
                >
                  {t('standing.complete.confirm')}
                </Button>
              ) : null}
            </p>
            <ErrorNotice of={confirm.error} />
          </>
        )}
      </Answered>
    </Section>
  )
}
