const titles: Readonly<Record<string, string>> = {
  text: 'Text',
  prose: 'Text',
  reasoning: 'Reasoning',
  toolcall: 'Call',
  toolresult: 'Result',
  image: 'Picture',
  attachment: 'Attachment',
  code: 'Code',
  output: 'Output',
  error: 'Error'
}

/** @returns what a kind of message part is called; one that is not known by its own name */
export const titleOf = (kind: string): string => titles[kind.toLowerCase().replaceAll('_', '')] ?? kind
