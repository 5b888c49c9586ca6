import { X } from 'lucide-react'
import { allCommands } from '../app/commands'
import { IconButton, Key } from '../ui/Controls'
import { keyWords } from './key-words'

/** Keys that walk the shape of the graph; the canvas takes them while it has the focus. */
const walking: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [['↑', '↓'], 'Along the branch, towards root or leaf'],
  [['←', '→'], 'Across siblings at a fork'],
  [['Home', 'End'], 'Root, leaf'],
  [['Esc'], 'Close what floats, leave the reader']
]

/** Every key of the app on one sheet. */
export function KeySheet({ onDone }: { readonly onDone: () => void }) {
  return (
    <>
      <div className="dialog-head">
        <h2>All keys</h2>
        <IconButton icon={X} label="Close" onClick={onDone} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="dialog-scroll key-sheet" aria-label="Keys" tabIndex={0}>
        <dl>
          {walking.map(([keys, meaning]) => (
            <div key={meaning} className="key-line">
              <dt>
                {keys.map((key) => (
                  <Key key={key}>{key}</Key>
                ))}
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
          {allCommands.map(({ id, title, keys }) =>
            keys === undefined ? null : (
              <div key={id} className="key-line">
                <dt>
                  <Key>{keyWords(keys)}</Key>
                </dt>
                <dd>{title}</dd>
              </div>
            )
          )}
        </dl>
      </section>
    </>
  )
}
