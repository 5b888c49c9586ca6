/** Where the canvas and the map are put into the frame. */
export { Canvas as CanvasPane } from '../canvas/Canvas'
export { MapStrip as MapPane } from '../map/MapStrip'
