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
              <td className="number quiet" title={now}>
                {shortenId(now, 12)}
              </td>
              <td className="number strong" title={after}>
                {now === after ? 'same' : shortenId(after, 12)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
