import './controls.css'
import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement>

/** For `onMouseDown` of what only changes how the graph is looked at: the keys go on walking it after a click. */
export const keepFocus = (event: MouseEvent): void => event.preventDefault()

/** A push button. `tone`: plain outline, the one main action of a panel, or destruction. */
export function Button({
  tone = 'plain',
  icon: Icon,
  children,
  className = '',
  ...rest
}: ButtonProps & { readonly tone?: 'plain' | 'main' | 'danger'; readonly icon?: LucideIcon }) {
  return (
    <button type="button" className={`button ${tone} ${className}`} {...rest}>
      {Icon && <Icon size={14} aria-hidden="true" />}
      {children}
    </button>
  )
}

/** A button that is only an icon; `label` is its name for screen readers and on hover. */
export function IconButton({
  icon: Icon,
  label,
  size = 16,
  className = '',
  ...rest
}: ButtonProps & { readonly icon: LucideIcon; readonly label: string; readonly size?: number }) {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest}>
      <Icon size={size} aria-hidden="true" />
    </button>
  )
}

/** A button with the look of underlined text, for a word or a figure that opens something. */
export function Door({ children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`door ${className}`} {...rest}>
      {children}
    </button>
  )
}

/** One of a few choices, as a bar of segments. `bar` makes it fit into a bar of 36. */
export function Segments<Value extends string>({
  label,
  options,
  value,
  onChange,
  bar = false
}: {
  readonly label: string
  readonly options: readonly (readonly [value: Value, text: string])[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly bar?: boolean
}) {
  return (
    <fieldset className={bar ? 'segments in-bar' : 'segments'}>
      <legend className="visually-hidden">{label}</legend>
      {options.map(([option, text]) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          className="segment"
          onMouseDown={keepFocus}
          onClick={() => onChange(option)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  )
}

/** A key as it is printed on the keyboard. */
export const Key = ({ children }: { readonly children: ReactNode }) => <kbd className="key">{children}</kbd>
