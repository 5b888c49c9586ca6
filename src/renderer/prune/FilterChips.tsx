import '../ui/menu.css'
import type { BranchRow } from '@shared/ipc/store'
import { ListFilter, X } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useStore } from 'zustand'
import { filterEntries, pruneState } from '../state/prune'
import { ages, contents, sizes } from './filters'
import { reasonWords } from './reasons'

interface Choice {
  readonly name: string
  readonly on: boolean
  readonly pick: () => void
}

/** One chip a filter: its menu chooses, its cross takes the filter off. */
export function FilterChips({ all }: { readonly all: readonly BranchRow[] }) {
  const view = useStore(pruneState, (prune) => prune.view)
  const { reasons, content, olderThanMs, minBytes } = useStore(pruneState, (prune) => prune.filter)
  const codes = [...new Set(all.map(({ reason }) => reason))]
  return (
    <>
      {view === 'orphans' && (
        <FilterChip
          any="any reason"
          clear={() => filterEntries({ reasons: [], content: 'any' })}
          choices={[
            ...contents.map(([code, name]) => ({
              name,
              on: content === code,
              pick: () => filterEntries({ content: content === code ? 'any' : code })
            })),
            ...codes.map((code) => ({
              name: reasonWords(code),
              on: reasons.includes(code),
              pick: () => filterEntries({ reasons: toggled(reasons, code) })
            }))
          ]}
        />
      )}
      <FilterChip
        any="any age"
        clear={() => filterEntries({ olderThanMs: null })}
        choices={ages.map(([ms, name]) => ({
          name,
          on: olderThanMs === ms,
          pick: () => filterEntries({ olderThanMs: ms })
        }))}
      />
      <FilterChip
        any="any size"
        clear={() => filterEntries({ minBytes: null })}
        choices={sizes.map(([bytes, name]) => ({
          name,
          on: minBytes === bytes,
          pick: () => filterEntries({ minBytes: bytes })
        }))}
      />
    </>
  )
}

const toggled = (list: readonly string[], item: string): readonly string[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item]

function FilterChip({
  any,
  choices,
  clear
}: {
  readonly any: string
  readonly choices: readonly Choice[]
  readonly clear: () => void
}) {
  const on = choices.filter((choice) => choice.on)
  const [first] = on
  const text = first === undefined ? any : on.length === 1 ? first.name : `${on.length} filters`
  return (
    <span className={on.length > 0 ? 'filter-chip on' : 'filter-chip'}>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="filter-chip-name" aria-label={`Filter: ${text}`}>
          {on.length === 0 && <ListFilter size={12} aria-hidden="true" />}
          {text}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
            <DropdownMenu.CheckboxItem className="menu-item" checked={on.length === 0} onSelect={clear}>
              <Tick on={on.length === 0} />
              {any}
            </DropdownMenu.CheckboxItem>
            <DropdownMenu.Separator className="menu-line" />
            {choices.map(({ name, on: checked, pick }) => (
              <DropdownMenu.CheckboxItem key={name} className="menu-item" checked={checked} onSelect={pick}>
                <Tick on={checked} />
                {name}
              </DropdownMenu.CheckboxItem>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {on.length > 0 && (
        <button type="button" className="filter-chip-off" aria-label={`Take off: ${text}`} onClick={clear}>
          <X size={12} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}

const Tick = ({ on }: { readonly on: boolean }) => (
  <span className="menu-tick" aria-hidden="true">
    {on ? '✓' : ''}
  </span>
)
