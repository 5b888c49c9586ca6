/**
 * How well a name fits what was typed: 0 where a typed word is nowhere in it, 1 where each begins a word of it, between
 * them where some stand within words. Letters strewn over a name are no match: they put commands first that nobody meant.
 */
export function matchWords(name: string, typed: string): number {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return 1
  const text = name.toLowerCase()
  const begun = wordsOf(name)
  let sum = 0
  for (const word of wanted) {
    if (!text.includes(word)) return 0
    sum += begun.some((each) => each.startsWith(word)) ? 1 : 0.5
  }
  return sum / wanted.length
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/u).filter(Boolean)
