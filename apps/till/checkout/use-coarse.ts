import { useSyncExternalStore } from 'react'

const COARSE = '(pointer: coarse)'

/** Whether this till is worked by fingers: then a field must not call up the system's keyboard by itself. */
export const useCoarse = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const media = matchMedia(COARSE)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(COARSE).matches,
  )
