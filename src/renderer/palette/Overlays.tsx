export const Overlays = () => null
