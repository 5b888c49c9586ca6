import { Copy } from 'lucide-react'
import { copyText } from '../state/notice'
import { IconButton } from './Controls'

/** Copies a text whole; `what` names it in the notice, `label` says what the button does. */
export const CopyButton = (props: {
  readonly text: string
  readonly what: string
  readonly label: string
}) => (
  <IconButton
    className="tiny"
    icon={Copy}
    size={12}
    label={props.label}
    onClick={() => void copyText(props.text, props.what)}
  />
)
