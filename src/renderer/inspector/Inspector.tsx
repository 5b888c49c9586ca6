export const Inspector = () => <div className="inspector" />
