export const ResidencyBar = () => <div className="lens-bar" />
