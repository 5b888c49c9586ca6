import './dialog.css'
import { type ReactNode, useEffect, useRef } from 'react'

/** A ref for what a dialog gives its focus to: it goes by what the page says, and the library says it to the element alone. */
export const focusFirst = (field: HTMLElement | null): void => field?.setAttribute('autofocus', '')

/**
 * Something that floats over the window and holds the focus until it is closed, by Escape or by a click beside it; what
 * had the focus before then has it again.
 */
export function Dialog({
  label,
  wide = false,
  onClose,
  children
}: {
  readonly label: string
  readonly wide?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      // a dialog that is taken away instead of closed leaves the focus nowhere
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes what Escape closes too
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
