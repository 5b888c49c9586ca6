import '@xyflow/react/dist/style.css'
import { ReactFlow } from '@xyflow/react'
import { createRoot } from 'react-dom/client'

/** A plain React Flow canvas, as its own examples show it: 200 nodes of known size, each tied to the next. */
const columns = 10
const nodes = Array.from({ length: 200 }, (_, at) => ({
  id: String(at),
  data: { label: `Node ${at}` },
  position: { x: (at % columns) * 190, y: Math.floor(at / columns) * 80 },
  width: 150,
  height: 40
}))
const edges = nodes.slice(1).map(({ id }) => ({ id, source: String(Number(id) - 1), target: id }))

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <ReactFlow defaultNodes={nodes} defaultEdges={edges} panOnScroll zoomOnPinch minZoom={0.05} />
  )
}
