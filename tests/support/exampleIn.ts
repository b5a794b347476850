/** The line that a refusal offers to be typed; empty where it offers none. */
export const exampleIn = (lines: readonly string[]): string =>
  lines.find((line) => line.startsWith('Example: /'))?.slice('Example: '.length) ?? '';
