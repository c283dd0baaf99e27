import { useTranslation } from 'react-i18next'

/** The house's seal: its two characters cut out of cinnabar, as on a painting one is proud of. */
export function Seal({ size }: Readonly<{ size: number }>) {
  const { t } = useTranslation()
  const name = t('kit.house.han')
  return (
    <svg className="seal" width={size} height={size} viewBox="0 0 40 40" role="img" aria-label={name}>
      <rect x="1" y="1" width="38" height="38" rx="4" />
      <rect x="4" y="4" width="32" height="32" rx="2" className="seal-rim" />
      {[...name].map((sign, at) => (
        <text key={sign} x="20" y={19 + at * 15} textAnchor="middle">
          {sign}
        </text>
      ))}
    </svg>
  )
}
