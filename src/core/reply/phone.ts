/** Characters that a phone shows on one line. */
export const PHONE = 36;

/** How many characters a reader sees: a sign beyond the basic plane is one. */
export const lengthShown = (text: string): number => Array.from(text).length;

/** Facts as lines that a phone does not break: those that fit stand together, one that is too long by itself stands alone. */
export function onPhone(facts: readonly string[], width: number = PHONE): readonly string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const joined = lines.length === 0 ? fact : `${lines.at(-1)} · ${fact}`;
    if (lines.length > 0 && lengthShown(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(fact);
  }
  return lines;
}
