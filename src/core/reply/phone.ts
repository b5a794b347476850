/** Characters that a phone shows on one line. */
export const PHONE = 36;

/** Signs that are as wide as two letters: Chinese, Japanese and Korean ones, and the marks that are written between them. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/gu;

/** How many letters wide a reader sees a text: a sign beyond the basic plane is one, a Chinese one is two. */
export const lengthShown = (text: string): number => Array.from(text).length + (text.match(WIDE)?.length ?? 0);

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
