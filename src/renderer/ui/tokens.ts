import { formatLarge } from './format'

/** @returns a token count: 12,345; from ten thousand million on shortened, with all digits to be shown on hover */
export const formatTokens = formatLarge
