import type { BranchRow } from '@shared/ipc/store'
import { plainWords } from '@shared/text/plain-text'
import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { shownStore } from '../state/open-store'

/** The last words of a branch; those of tombstoned rows are read when the line comes into sight. */
export function useLastWords({ lastWords, lastRow, reason }: BranchRow): string {
  const [read, setRead] = useState('')
  const wanted = reason === 'tombstoned'
  useEffect(() => {
    const store = shownStore()?.overview.store
    if (!wanted || store === undefined) return
    let gone = false
    void requestEngine('node/cards', { store, rows: [lastRow] }).then((answer) => {
      if (gone || !answer.ok) return
      setRead(answer.value[0]?.text ?? '')
    })
    return () => {
      gone = true
    }
  }, [wanted, lastRow])
  return plainWords(wanted ? read : lastWords)
}
