import { GROUPS } from './troubles/list.ts';
import type { Trouble } from './troubles/trouble.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = ({ says, why, remedy }: Trouble): string => `| ${[says.replaceAll('`', '’'), why, remedy].map(cell).join(' | ')} |`;

/** The page of what the desk says when something is wrong, in the words that it says it in. */
export const troubleshootingPage = (): string =>
  [
    '# Troubleshooting',
    '',
    'Two commands find most of it. Neither changes anything:',
    '',
    '```',
    'npx countersign check           # tries every component; each failure comes with its advice',
    'npx countersign audit verify    # whether the log is as it was written',
    '```',
    '',
    'At a desk that runs: `/health` says what is wrong now, `/logs` what was, `/whynot SYMBOL` why nothing is entered. Log files lie in',
    '`data/logs`. Search this page for a few words of your message; `…` stands for what changes in it. The messages are taken from the',
    'program (`npm run docs`).',
    '',
    ...GROUPS.flatMap(({ title, troubles }) => [
      `## ${title}`,
      '',
      '| Message | Why | What to do |',
      '|---|---|---|',
      ...troubles.map(row),
      '',
    ]),
  ].join('\n');
