/** Where the canvas and the map are put into the frame. */
export const CanvasPane = () => <div className="canvas-pane" />
export const MapPane = () => <div className="map-pane" />
