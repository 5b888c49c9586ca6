import { type RefObject, useEffect } from 'react'

/** Takes the focus that the button lost which led here: keys would otherwise begin at the top of the window again. */
export function useKeptFocus(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
  }, [place])
}
