import { X } from 'lucide-react'
import { allCommands } from '../app/commands'
import type { Command } from '../app/commands/command'
import { commandKey } from '../app/TitleBar'
import { IconButton, Key } from '../ui/Controls'
import { keyWords } from './key-words'

type KeyLine = readonly [keys: readonly string[], meaning: string]

/** Keys that walk the shape of the graph; the canvas takes them while it has the focus. */
const walking: readonly KeyLine[] = [
  [['↑', '↓'], 'Along the branch, towards root or leaf'],
  [['←', '→'], 'Across siblings at a fork'],
  [['Home', 'End'], 'Root, leaf'],
  [['Esc'], 'Close what floats, leave the reader']
]

const inLists: readonly KeyLine[] = [
  [['↑', '↓'], 'From row to row; in the ledger ← → from cell to cell'],
  [['Space'], 'Choose the row: in Prune, in a context'],
  [['Enter'], 'Open a session or a figure, sort by a heading'],
  [['Del'], 'Sessions: take the folder or the recent store out'],
  [['F5'], 'Sessions: read the folder again'],
  [['Alt ↑', 'Alt ↓'], 'Move a line of a context']
]

const withMouse: readonly KeyLine[] = [
  [['Wheel'], 'Scroll; with Shift sideways'],
  [[`${commandKey}wheel`], 'Zoom around the pointer'],
  [['Drag'], 'Move the canvas, or the frame of the map'],
  [['Double click'], 'Read the branch that ends here'],
  [['Shift click'], 'Prune: choose a node and all below it'],
  [['Right click'], 'What can be done with a node or a session']
]

const groups: readonly Command['group'][] = ['Go to', 'View', 'Change', 'Store', 'Window']

const linesOf = (group: Command['group']): readonly KeyLine[] =>
  allCommands.flatMap(({ group: of, keys, title }): KeyLine[] =>
    of === group && keys !== undefined ? [[[keyWords(keys)], title]] : []
  )

/** Every key of the app on one sheet, and what the mouse does. */
export function KeySheet({ onDone }: { readonly onDone: () => void }) {
  return (
    <>
      <div className="dialog-head">
        <h2>All keys</h2>
        <IconButton icon={X} label="Close" onClick={onDone} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="dialog-scroll key-sheet" aria-label="Keys" tabIndex={0}>
        <KeyGroup name="Walk the graph" lines={walking} />
        {groups.map((group) => (
          <KeyGroup key={group} name={group} lines={linesOf(group)} />
        ))}
        <KeyGroup name="In lists and tables" lines={inLists} />
        <KeyGroup name="With the mouse" lines={withMouse} />
      </section>
    </>
  )
}

function KeyGroup({ name, lines }: { readonly name: string; readonly lines: readonly KeyLine[] }) {
  return (
    <div className="key-group">
      <h3>{name}</h3>
      <dl>
        {lines.map(([keys, meaning]) => (
          <div key={meaning} className="key-line">
            <dt>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
