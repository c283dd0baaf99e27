import { useEffect } from 'react'

/** Enter in a field for dates takes the date that was typed; it does not send the form that the field stands in. */
export function useEnterInDates(): void {
  useEffect(() => {
    const keep = (event: KeyboardEvent) => {
      const { key, target } = event
      if (key === 'Enter' && target instanceof HTMLInputElement && target.closest('.ant-picker') !== null)
        event.preventDefault()
    }
    document.addEventListener('keydown', keep)
    return () => document.removeEventListener('keydown', keep)
  }, [])
}
