export const Reader = () => <div className="reader" />
