import type { PlanView } from '@shared/ipc/operations'
import { shortenId } from '@shared/text/short-id'

/** What the runtime would compute, now and after; what does not change says so. */
export function PlanEffects({ effects }: { readonly effects: PlanView['effects'] }) {
  if (effects.length === 0) return null
  return (
    <section className="section">
      <table className="content-table effects">
        <thead>
          <tr className="small">
            <th scope="col" className="quiet strong">
              What the runtime would compute
            </th>
            <th scope="col" className="number quiet">
              now
            </th>
            <th scope="col" className="number quiet">
              after
            </th>
          </tr>
        </thead>
        <tbody>
          {effects.map(([label, now, after]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <Change now={now} after={after} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Two figures side by side; ids, which are longer, one below the other. */
function Change({ now, after }: { readonly now: string; readonly after: string }) {
  const [before, then] = [shortenId(now), now === after ? 'same' : shortenId(after)]
  if (before.length <= WIDE && then.length <= WIDE) {
    return (
      <>
        <td className="number quiet">{before}</td>
        <td className="number strong">{then}</td>
      </>
    )
  }
  return (
    <td className="number" colSpan={2}>
      <div className="quiet" title={now}>
        {before}
      </div>
      <div className="strong" title={after}>
        {then}
      </div>
    </td>
  )
}

/** A count of this many characters and its neighbour stand in one row of the narrow panel. */
const WIDE = 11
