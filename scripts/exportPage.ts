import { FEE_COLUMNS, FUNDING_COLUMNS, TRADE_COLUMNS } from '../src/commands/cards/exported.ts';
import type { CsvColumn } from '../src/core/reply/csv.ts';

const columns = (all: readonly Pick<CsvColumn<never>, 'name' | 'about' | 'kind'>[]): string =>
  ['| column | what it is |', '|---|---|', ...all.map(({ name, about }) => `| \`${name}\` | ${about} |`)].join('\n');

/** The page of what `/export` writes, from the columns themselves. */
export const exportPage = (): string =>
  `# Files for a spreadsheet

Made by \`npm run docs\` from \`src/commands/cards/exported.ts\`.

\`/export\` gives all that has ended, \`/export 2024\` a calendar year in UTC: up to three files of comma-separated values (RFC 4180,
UTF-8, a heading line). In a chat they are uploaded to you alone; at the terminal they are written into \`exports/\` of the home folder,
for its owner alone; under \`--json\` the rows are the \`data\` of the answer. The name begins with the mode: \`paper-trades-2024.csv\`.

- Times are ISO 8601 in UTC. Amounts are exact decimals, unrounded, with a point and no separators.
- A trade belongs to the year in which it ended, with its whole life, as \`/profit\` counts it. So the sums of \`profit\` and \`fees\` in
  the file of trades are those of \`/profit\` for a span that begins with the year, to the last digit. Fees and funding belong to the
  year in which they were paid, also of what is still open.
- A text that a spreadsheet would take for a formula (\`=\`, \`+\`, \`-\` or \`@\` at its beginning) has an apostrophe before it.

## trades: a row a position that has closed, once its trade has ended

${columns(TRADE_COLUMNS)}

## fees: a row a fill

${columns(FEE_COLUMNS)}

## funding: a row a payment

${columns(FUNDING_COLUMNS)}
`;
