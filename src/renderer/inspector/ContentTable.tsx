import { kindNames } from '../theme/kinds'
import { countOf, formatBytes, formatCount } from '../ui/format'
import { KindPlate } from '../ui/KindPlate'
import { Section } from '../ui/Panel'
import type { Content } from './content'

/** Nodes and bytes of a run or branch, by kind. */
export function ContentTable({ content }: { readonly content: Content }) {
  return (
    <Section title="Content" note={`${countOf(content.nodes, 'node')} · ${formatBytes(content.bytes)}`}>
      <table className="content-table">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Nodes</th>
            <th scope="col">Bytes</th>
          </tr>
        </thead>
        <tbody>
          {content.kinds.map(({ kind, nodes, bytes }) => (
            <tr key={kind}>
              <th scope="row">
                <span className="content-kind">
                  <KindPlate kind={kind} size={20} />
                  {kindNames[kind][1]}
                </span>
              </th>
              <td className="number">{formatCount(nodes)}</td>
              <td className="number">{formatBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
