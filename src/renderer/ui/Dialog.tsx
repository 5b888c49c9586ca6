import './dialog.css'
import { type ReactNode, useEffect, useRef } from 'react'

/** Something that floats over the window and holds the focus until it is closed, by Escape or by a click beside it. */
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
  useEffect(() => dialog.current?.showModal(), [])
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
