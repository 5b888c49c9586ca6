import './reader.css'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { closeReader, readerState } from '../state/reader'
import { transcriptState } from '../state/transcript'
import { ErrorNote } from '../ui/ErrorNote'
import { readerItems } from './items'
import { ReaderHead } from './ReaderHead'
import { TranscriptList } from './TranscriptList'

const none = new Uint32Array()

/** The branch that ends at a node as a transcript. */
export function Reader() {
  const through = useStore(readerState, (reader) => reader.through)
  const tools = useStore(readerState, (reader) => reader.showTools)
  const reasoning = useStore(readerState, (reader) => reader.showReasoning)
  const index = useStore(openStoreState, (store) => (store.kind === 'open' ? store.index : null))
  const resource = useStore(transcriptState, (transcript) => transcript.rows)
  const rows = resource.kind === 'ready' ? resource.value : none
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) closeReader()
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [])
  const items = useMemo(
    () => (index === null ? [] : readerItems(index.nodes, rows, { tools, reasoning })),
    [index, rows, tools, reasoning]
  )
  if (index === null || through === null) return null
  return (
    <section className="reader" aria-label="Reader">
      <ReaderHead nodes={index.nodes} rows={rows} leafRow={index.summary.leafRow} />
      {resource.kind === 'failed' && <ErrorNote error={resource.error} />}
      {resource.kind === 'loading' && <p className="reader-note faint">Reading the branch…</p>}
      {rows.length > 0 && <TranscriptList items={items} rows={rows} />}
    </section>
  )
}
