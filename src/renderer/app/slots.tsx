import { Canvas } from '../canvas/Canvas'
import { MapDrawing } from '../map/MapDrawing'

/** Where the canvas and the map are put into the frame. The canvas is given the map, which itself moves the canvas. */
export const CanvasPane = () => <Canvas map={MapDrawing} />
export { MapStrip as MapPane } from '../map/MapStrip'
