import { type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { shownStore } from '../state/open-store'
import { isFilter, noFilter, type SearchFilter } from '../state/search'
import { kindNames } from '../theme/kinds'
import { Door } from '../ui/Controls'

type Choice<Value> = readonly [text: string, value: Value]

const kinds: readonly Choice<NodeKind | null>[] = [
  ['any kind', null],
  ...nodeKinds.map((kind): Choice<NodeKind> => [kindNames[kind][0], kind])
]
const roles: readonly Choice<SearchFilter['role']>[] = [
  ['any role', null],
  ['by the user', 'User'],
  ['by the assistant', 'Assistant'],
  ['by the system', 'System']
]
const places: readonly Choice<boolean | null>[] = [
  ['anywhere', null],
  ['on the path', true],
  ['off the path', false]
]
const outcomes: readonly Choice<boolean | null>[] = [
  ['any outcome', null],
  ['failed or cancelled', true],
  ['not failed', false]
]
const marks: readonly Choice<boolean | null>[] = [
  ['any mark', null],
  ['not tombstoned', false],
  ['tombstoned', true]
]

/** What a search is narrowed down to; every part of it can be reached with Tab. */
export function SearchFilters({
  filter,
  onChange
}: {
  readonly filter: SearchFilter
  readonly onChange: (filter: SearchFilter) => void
}) {
  const change = (part: Partial<SearchFilter>): void => onChange({ ...filter, ...part })
  const [kind = null] = filter.kinds
  return (
    <fieldset className="search-filters">
      <legend className="visually-hidden">Filters</legend>
      <Choose
        label="Kind of node"
        choices={kinds}
        value={nodeKinds.find((each) => each === kind) ?? null}
        onChange={(chosen) => change({ kinds: chosen === null ? [] : [chosen] })}
      />
      <Choose label="Role" choices={roles} value={filter.role} onChange={(role) => change({ role })} />
      <ToolField tool={filter.tool} onChange={(tool) => change({ tool })} />
      <Choose
        label="Place"
        choices={places}
        value={filter.onPath}
        onChange={(onPath) => change({ onPath })}
      />
      <Choose
        label="Outcome"
        choices={outcomes}
        value={filter.failed}
        onChange={(failed) => change({ failed })}
      />
      <Choose
        label="Mark"
        choices={marks}
        value={filter.tombstoned}
        onChange={(tombstoned) => change({ tombstoned })}
      />
      <Door disabled={!isFilter(filter)} onClick={() => onChange(noFilter)}>
        Clear
      </Door>
    </fieldset>
  )
}

function Choose<Value extends string | boolean | null>({
  label,
  choices,
  value,
  onChange
}: {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}) {
  return (
    <select
      className={value === null ? 'field small' : 'field small chosen'}
      aria-label={label}
      value={choices.findIndex(([, each]) => each === value)}
      onChange={({ target }) => {
        const choice = choices[Number(target.value)]
        if (choice !== undefined) onChange(choice[1])
      }}
    >
      {choices.map(([text], at) => (
        <option key={text} value={at}>
          {text}
        </option>
      ))}
    </select>
  )
}

function ToolField({ tool, onChange }: { readonly tool: string; readonly onChange: (tool: string) => void }) {
  const [asked, setAsked] = useState(false)
  const names = useToolNames(asked)
  return (
    <>
      <input
        className={tool === '' ? 'field small mono' : 'field small mono chosen'}
        aria-label="Tool, by the beginning of its name"
        placeholder="any tool"
        list="search-tools"
        value={tool}
        onFocus={() => setAsked(true)}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id="search-tools">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

/** The tools that the shown store has calls of, once they are asked for. */
function useToolNames(asked: boolean): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    const store = shownStore()?.overview.store
    if (!asked || store === undefined) return
    let gone = false
    void requestEngine('search/tools', { store }).then((answer) => {
      if (answer.ok && !gone) setNames(answer.value)
    })
    return () => {
      gone = true
    }
  }, [asked])
  return names
}
