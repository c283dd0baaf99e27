import { Steps } from 'antd'
import type { ReactNode } from 'react'
import { useNarrow } from './surroundings.tsx'

export type WizardStep = Readonly<{ key: string; title: string; body: ReactNode }>

type WizardWords = Readonly<{
  steps: readonly WizardStep[]
  at: number
  /** Going back to a step that is done; absent where there is no way back. */
  onBack?: (at: number) => void
}>

/** A task in steps: where one is, what is done, what comes. */
export function Wizard({ steps, at, onBack }: WizardWords) {
  const narrow = useNarrow()
  return (
    <div className="wizard">
      {narrow ? (
        // A phone has no room for all steps: it says which one this is, of how many.
        <p className="wizard-now num">
          {at + 1} / {steps.length} · <strong>{steps[at]?.title}</strong>
        </p>
      ) : (
        <Steps
          size="small"
          current={at}
          items={steps.map((step, index) => ({ key: step.key, title: step.title, disabled: index >= at }))}
          {...(onBack ? { onChange: (index: number) => index < at && onBack(index) } : {})}
        />
      )}
      <div className="wizard-body">{steps[at]?.body}</div>
    </div>
  )
}
