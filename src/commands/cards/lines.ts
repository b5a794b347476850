/** Columns of a phone held upright. */
const PHONE = 58;

/** Short texts joined into as few lines as a phone can show, each line after the first indented like it. */
export function packed(texts: readonly string[], { indent = '', between = ', ' } = {}): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const text of texts) {
    const longer = line === '' ? text : `${line}${between}${text}`;
    if (line !== '' && indent.length + longer.length > PHONE) {
      lines.push(`${indent}${line}${between.trimEnd()}`);
      line = text;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, `${indent}${line}`];
}
