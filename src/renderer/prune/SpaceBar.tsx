import type { SpaceReport } from '@shared/ipc/operations'
import { formatBytes } from '../ui/format'

/** The bytes of the file as one bar; what could be given back is hatched, by how it can. */
export function SpaceBar({ report }: { readonly report: SpaceReport }) {
  const { fileBytes, freeBytes, tombstonedBytes, orphanBytes, unreachableBytes } = report
  const rest = Math.max(0, fileBytes - freeBytes - tombstonedBytes - orphanBytes - unreachableBytes)
  const parts: readonly (readonly [name: string, look: string, bytes: number])[] = [
    ['in use', 'used', rest],
    ['off the path', 'orphans', orphanBytes],
    ['tombstoned', 'hidden', tombstonedBytes],
    ['unreachable blobs', 'blobs', unreachableBytes],
    ['free pages', 'free', freeBytes]
  ]
  const shown = parts.filter(([, , bytes]) => bytes > 0)
  return (
    <>
      <div className="space-bar" aria-hidden="true">
        {shown.map(([name, look, bytes]) => (
          <i key={name} className={`space-part ${look}`} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <ul className="space-legend small quiet">
        {shown.map(([name, look, bytes]) => (
          <li key={name}>
            <i className={`space-part ${look}`} aria-hidden="true" />
            {name} {formatBytes(bytes)}
          </li>
        ))}
      </ul>
    </>
  )
}
