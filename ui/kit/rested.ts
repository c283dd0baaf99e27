import { useEffect, useState } from 'react'

/** A text that has stopped changing for a moment. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const soon = setTimeout(() => setRested(text), 200)
    return () => clearTimeout(soon)
  }, [text])
  return rested
}
