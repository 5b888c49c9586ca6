import { Reader } from '../reader/Reader'
import { CenterPane } from './CenterPane'
import { MapPane } from './slots'

/** The canvas shrinks to a column that follows the reader. */
export function ReadingPanes() {
  return (
    <div className="reading-panes">
      <CenterPane />
      <Reader />
      <MapPane />
    </div>
  )
}
