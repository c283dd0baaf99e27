import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { countAudience } from '#domain/insight/contract/audience'
import { MEDIA } from '#domain/member/model/consent'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText } from '#ui/kit/texts.tsx'

type Counted = Told<typeof countAudience>

/** How many are found, and how many of them can be reached by what. */
export function Found({ counted, waiting }: Readonly<{ counted: Counted | undefined; waiting: boolean }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const share = useShare(counted?.members ?? 0)
  return (
    <div className="found" aria-busy={waiting} aria-live="polite">
      <Figures>
        <Figure
          label={t('audience.count.found')}
          value={counted && <NumberText of={counted.members} />}
          note={counted && t('audience.count.of', { n: number(counted.of) })}
        />
        <Figure
          label={t('audience.count.reachable')}
          value={counted && <NumberText of={counted.reachable.any} />}
          note={counted && share(counted.reachable.any)}
        />
      </Figures>
      {counted ? <ByChannel reachable={counted.reachable} /> : null}
    </div>
  )
}

function useShare(members: number): (n: number) => string {
  const { t } = useTranslation()
  const { percent } = useFormats()
  return (n) => t('audience.count.share', { share: percent(members === 0 ? 0 : n / members, 0) })
}

/** The same in one line, in sight while one writes on a narrow screen; what is read aloud is the figures. */
export function FoundBar({ counted }: Readonly<{ counted: Counted }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { members, of, reachable } = counted
  const words = { n: number(members), of: number(of), reachable: number(reachable.any) }
  return (
    <p className="found-bar num" aria-hidden>
      {t('audience.count.bar', words)}
    </p>
  )
}

/** Channels one under another, so that whoever plans a message sees what each is worth. */
export function ByChannel({ reachable }: Readonly<{ reachable: Counted['reachable'] }>) {
  const { t } = useTranslation()
  return (
    <dl className="found-channels" aria-label={t('audience.count.byChannel')}>
      {MEDIA.map((medium) => (
        <div key={medium}>
          <dt>{t(`parts.channel.${medium}`)}</dt>
          <dd className="num">
            <NumberText of={reachable[medium]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
