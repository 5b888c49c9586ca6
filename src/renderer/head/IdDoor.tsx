import { shortenId } from '@shared/text/short-id'
import { followLink } from '../state/walk'
import { Door } from '../ui/Controls'
import { CopyId } from '../ui/Id'

/** An id that leads to its node, with the button that copies it whole. */
export function IdDoor({ id }: { readonly id: string }) {
  return (
    <span className="id">
      <Door className="mono" title={id} onClick={() => void followLink(id)}>
        {shortenId(id)}
      </Door>
      <CopyId id={id} />
    </span>
  )
}
