import { shortenId } from '@shared/text/short-id'
import { CopyButton } from './CopyButton'

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
export const CopyId = ({ id }: { readonly id: string }) => (
  <CopyButton text={id} what="the id" label={`Copy ${id}`} />
)
