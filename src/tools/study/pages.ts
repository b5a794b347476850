import { type Parameter, parametersOf } from '../../core/study/params.ts';
import type { CatalogueEntry, Kind } from './catalogue.ts';
import { rangeText } from './parameters.ts';
import { usualWarmup } from './values.ts';

type Page = { readonly kind: Kind; readonly file: string; readonly title: string; readonly opening: string };

/** The page in docs that each kind has. */
export const PAGES: readonly Page[] = [
  {
    kind: 'indicator',
    file: 'indicators.md',
    title: 'Indicators',
    opening: 'Columns of numbers over one series of candles. Lengths are in bars.',
  },
  {
    kind: 'detector',
    file: 'detectors.md',
    title: 'Detectors',
    opening:
      'What was seen in the candles, and when it was known: nothing is written before the candle that confirms it has closed.',
  },
  {
    kind: 'pattern',
    file: 'patterns.md',
    title: 'Candlestick patterns',
    opening: 'As TA-Lib defines them: 100 where the pattern speaks for a rise, -100 for a fall, 0 where there is none.',
  },
  {
    kind: 'strategy',
    file: 'strategies.md',
    title: 'Strategies',
    opening:
      'The usual four vote in every account: divergence, meanReversion, momentum and pairs. The others vote where STRATEGIES names them, by their name in words, such as `sma cross:1`. Each votes with a score from -1 (sell) to 1 (buy) and a confidence from 0 to 1. The composite weighs the votes.',
  },
  {
    kind: 'lookahead',
    file: 'lookahead.md',
    title: 'Look-ahead references',
    opening:
      'Smart money concepts as their library publishes them. They look ahead, so nothing that trades reads them; the detectors of the same names are what was known at the time.',
  },
];

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = (parameter: Parameter): string =>
  `| \`${parameter.name}\` | ${parameter.usual === undefined ? 'must be given' : `\`${parameter.usual}\``} | ${cell(rangeText(parameter))} |`;

function section({ name, kind, plugin }: CatalogueEntry): string {
  const parameters = parametersOf(plugin);
  const warmup = usualWarmup(plugin);
  return [
    `## ${name}`,
    '',
    `${plugin.about}. Fields: ${plugin.fields.map((field) => `\`${field}\``).join(', ')}.${warmup === undefined ? '' : ` Warm-up: ${warmup} bars.`}`,
    '',
    `Source: ${plugin.source}.`,
    '',
    ...(parameters.length === 0 ? [] : ['| Parameter | Default | Range |', '|---|---|---|', ...parameters.map(row), '']),
    ...(plugin.params.safeParse({}).success ? [`![${name}](pictures/${kind}/${name}.svg)`, ''] : []),
  ].join('\n');
}

/** One page, in Markdown. */
export function plugPage({ kind, title, opening }: Page, entries: readonly CatalogueEntry[]): string {
  const own = entries.filter((entry) => entry.kind === kind).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    `# ${title}`,
    '',
    `${opening} \`npx countersign study NAME --in FILE\` prints the values over your own candles. This page is written by`,
    '`npm run docs` from the plug-ins themselves.',
    '',
    own.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(' · '),
    '',
    ...own.map(section),
  ].join('\n');
}
