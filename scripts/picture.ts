import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { columns } from '../src/bots/cells.ts';
import { loadConfig } from '../src/config/config.ts';
import { runBot } from '../src/main.ts';

// The picture of the README: the desk runs on the synthetic market in an empty home, and what it prints is drawn.

const TYPED = ['+2h /status'];
const WIDTH = 100;
const CELL = { width: 8.43, height: 19 };
const MARGIN = 18;
const BAR = 30;

const COLOURS: Readonly<Record<string, string>> = { 31: '#f47067', 32: '#57ab5a', 33: '#d4a72c', 36: '#6cb6ff', 2: '#808b98' };

const ESCAPE = String.fromCharCode(27);
const STYLES = new RegExp(`(${ESCAPE}\\[\\d+m)`);
const STYLE = new RegExp(`^${ESCAPE}\\[(\\d+)m$`);

const target = resolve('docs/terminal.svg');
const svg = draw(await capture());
writeFileSync(target, svg);

/** Runs the desk as `npm start` does, at a terminal of a fixed width, with the lines typed; gives what it printed. */
async function capture(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const printed: string[] = [];
  const screen = new Writable({
    write(chunk: Buffer, _, done) {
      printed.push(chunk.toString());
      done();
    },
  });
  process.chdir(folder);
  Object.defineProperty(process, 'stdin', { value: Readable.from(TYPED.map((line) => `${line}\n`)) });
  Object.defineProperty(process, 'stdout', { value: Object.assign(screen, { isTTY: true, columns: WIDTH }) });
  const configured = () => loadConfig({ COUNTERSIGN_HOME: './data' });
  await runBot({ json: false, daemon: false, again: false }, configured(), configured, '0.1.0');
  process.chdir('/');
  rmSync(folder, { recursive: true });
  const lines = printed.join('').trimEnd().split('\n');
  const end = lines.findIndex((line) => line.includes('Finished:'));
  return lines.slice(0, end < 0 ? lines.length : end);
}

/** Monospace text in a window; each run of one colour starts at its own column, so that wide characters shift nothing. */
function draw(lines: readonly string[]): string {
  const width = Math.ceil(WIDTH * CELL.width + 2 * MARGIN);
  const height = lines.length * CELL.height + 2 * MARGIN + BAR;
  const dots = ['#f47067', '#d4a72c', '#57ab5a'].map(
    (colour, i) => `<circle cx="${MARGIN + 6 + i * 20}" cy="${MARGIN}" r="6" fill="${colour}"/>`,
  );
  const rows = lines.map((line, i) => row(line, BAR + MARGIN + (i + 0.75) * CELL.height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<title>Countersign at work in a terminal, on its synthetic market</title>',
    `<rect width="${width}" height="${height}" rx="10" fill="#1c2128"/>`,
    ...dots,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14" fill="#cdd9e5">',
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The runs of a line: `\x1b[36mtext\x1b[0m` is one in colour 36. */
function row(line: string, y: number): string {
  let column = 0;
  let code = '0';
  const spans: string[] = [];
  for (const part of line.split(STYLES)) {
    const style = STYLE.exec(part)?.[1];
    if (style !== undefined) {
      code = style;
      continue;
    }
    for (const text of part.split(/(\p{Emoji_Presentation}\uFE0F?)/u)) {
      if (text === '') continue;
      spans.push(span(text, column, y, code));
      column += columns(text);
    }
  }
  return spans.join('');
}

function span(text: string, column: number, y: number, code: string): string {
  if (text.trim() === '') return '';
  const colour = COLOURS[code];
  const fill = colour === undefined ? '' : ` fill="${colour}"`;
  const weight = code === '1' ? ' font-weight="bold"' : '';
  const fitted = ` textLength="${(columns(text) * CELL.width).toFixed(1)}"`;
  const x = (MARGIN + column * CELL.width).toFixed(1);
  // Spaces at the ends would be dropped.
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');
  return `<text x="${x}" y="${y.toFixed(1)}"${fitted}${fill}${weight}>${safe}</text>`;
}
