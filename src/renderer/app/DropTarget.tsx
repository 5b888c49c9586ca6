import './drop-target.css'
import { FileInput } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { pathOfFile } from '../bridge/main'
import { openPath } from '../state/sessions'

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

async function openDropped(files: FileList): Promise<void> {
  for (const file of files) {
    const path = pathOfFile(file)
    if (path !== '') await openPath(path)
  }
}

/** Opens stores and folders that are dropped anywhere on the window. */
export function DropTarget({ children }: { readonly children: ReactNode }) {
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the menu's Open
    <div
      className="drop-target"
      onDragEnter={(event) => {
        if (carriesFiles(event)) setOver(true)
      }}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault()
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void openDropped(event.dataTransfer.files)
      }}
    >
      {children}
      {over && (
        <div className="drop-veil">
          <div className="drop-note">
            <FileInput size={20} aria-hidden="true" />
            <p className="strong">Drop to open</p>
            <p className="small quiet">A store is shown, a folder is listed. Nothing is written.</p>
          </div>
        </div>
      )}
    </div>
  )
}
