import { X } from 'lucide-react'
import { kindNames, type PlateKind } from '../theme/kinds'
import { IconButton } from '../ui/Controls'
import { KindPlate } from '../ui/KindPlate'

const meanings: readonly (readonly [PlateKind, string])[] = [
  ['user', 'What the user said. A turn begins here.'],
  ['assistant', 'What the model said, or the calls it asked for.'],
  ['reasoning', 'What the model thought before it spoke.'],
  ['toolCall', 'A tool that was run, with its arguments and its result.'],
  ['toolResult', 'The message that carries results back to the model.'],
  ['modeStep', 'A step of the execution mode.'],
  ['snapshot', 'The state of the execution as it was kept.'],
  ['plugin', 'Something a plugin stored for itself.'],
  ['compaction', 'A summary that took the place of older history.'],
  ['system', 'A message of the runtime.'],
  ['unknown', 'A kind this version does not know. It is kept and shown as stored.'],
  ['unreadable', 'A row that does not decode. The runtime skips it.'],
  ['session', 'An agent with a session of its own.'],
  ['lost', 'A parent that is named, but not stored.']
]

const lines: readonly (readonly [string, string])[] = [
  ['Active path', 'The chain from the root to the leaf that the head names: what the runtime resumes.'],
  [
    'Orphan',
    'A node off that path. Most orphans are copies that the runtime itself made in turns with tools.'
  ],
  ['Branch', 'A subtree that leaves the path: an edited question, another answer, a turn that failed.'],
  [
    'Copies',
    'Nodes that repeat the path word for word. They are folded into one counted mark; the key c shows each.'
  ],
  ['Tombstone', 'A row that is hidden until it is vacuumed. It can be restored until then.'],
  ['Finding', 'One thing wrong or notable in the store, with its evidence.']
]

/** What the signs on the canvas mean. */
export function HelpSheet({ onDone }: { readonly onDone: () => void }) {
  return (
    <>
      <div className="dialog-head">
        <h2>What is seen here</h2>
        <IconButton icon={X} label="Close" onClick={onDone} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="dialog-scroll" aria-label="Legend" tabIndex={0}>
        <dl className="help-words">
          {lines.map(([word, meaning]) => (
            <div key={word} className="help-line">
              <dt className="strong">{word}</dt>
              <dd className="quiet">{meaning}</dd>
            </div>
          ))}
        </dl>
        <ul className="help-kinds">
          {meanings.map(([kind, meaning]) => (
            <li key={kind}>
              <KindPlate kind={kind} />
              <span className="strong">{kindNames[kind][0]}</span>
              <span className="quiet">{meaning}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
