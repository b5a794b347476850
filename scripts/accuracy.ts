import { writeFileSync } from 'node:fs';
import { CASES } from '../tests/core/oracles/cases/list.ts';
import { compare } from '../tests/core/oracles/compare.ts';
import { UNUSED } from '../tests/core/oracles/unused.ts';

// The page of how far our figures lie from those of others, out of the very comparisons that the tests make.

if (CASES.length === 0) throw new Error('no outside figures here: set COUNTERSIGN_TEST_DATA to the folder of recorded data');

const sources = [...new Set(CASES.map(({ source }) => source))];

const row = (one: (typeof CASES)[number]): string => {
  const { values, largest } = compare(one);
  const tolerance = one.tolerance === undefined ? '' : ` (to ${one.tolerance})`;
  const from = one.from === undefined ? '' : `from bar ${one.from}`;
  const except = one.except === undefined ? '' : `without bar ${one.except.join(' and ')}`;
  const note = [[from, except].filter(Boolean).join(', '), one.why ?? ''].filter(Boolean).join(': ');
  return `| ${one.plug.name} | ${one.title} | ${values} | ${largest === 0 ? '0' : largest.toExponential(1)}${tolerance} | ${note} |`;
};

const section = (source: (typeof sources)[number]): string[] => [
  `## ${source.name}`,
  '',
  `Held to ${source.tolerance}${source.absolute === true ? ', whatever the value' : ''}.`,
  '',
  '| Plug-in | Theirs | Values compared | Largest difference | |',
  '|---|---|---|---|---|',
  ...CASES.filter((one) => one.source === source)
    .map(row)
    .sort(),
  '',
];

/** Names by reason; a heading of Tulip's that is in two files is named once. */
const unused = (source: (typeof sources)[number]): string[] => [
  `**${source.name}**`,
  '',
  ...UNUSED.filter((one) => one.source === source).map(({ why, names }) => {
    const short = new Set(names.map((name) => name.replace(/ \((atoz|extra|untest)\)$/, '')));
    return `- ${why}: ${[...short].join(', ')}`;
  }),
  '',
];

writeFileSync(
  'docs/accuracy.md',
  [
    '# Accuracy',
    '',
    'Every figure that others have published of what we compute, and how far ours lie from it: the difference is relative to values',
    'above 1 and absolute below, but where it says otherwise. The tests make the same comparisons. `npm run docs:accuracy` writes this',
    'page.',
    '',
    ...sources.flatMap(section),
    '## Not compared, and why',
    '',
    'A test fails when a figure of these sources is neither compared nor named here.',
    '',
    ...sources.flatMap(unused),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n'),
);
