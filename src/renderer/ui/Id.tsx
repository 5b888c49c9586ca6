import { shortenId } from '@shared/text/short-id'
import { Copy } from 'lucide-react'
import { copyText } from '../state/notice'
import { IconButton } from './Controls'

/** An id shortened in the middle; the whole is on hover, and on the clipboard with its button. */
export function Id({ id, copy = false }: { readonly id: string; readonly copy?: boolean }) {
  return (
    <span className="id">
      <span className="mono" title={id}>
        {shortenId(id)}
      </span>
      {copy && <CopyId id={id} />}
    </span>
  )
}

/** Copies an id whole. */
export function CopyId({ id }: { readonly id: string }) {
  return (
    <IconButton
      className="tiny"
      icon={Copy}
      size={12}
      label={`Copy ${id}`}
      onClick={() => void copyText(id, 'the id')}
    />
  )
}
