import { parametersOf } from '../params.ts';
import { garbledFrom, lively, ODD_MARKETS, uniform } from './markets.ts';
import { hear, type Plugin, type TrialVoice } from './trial.ts';

/** A plug-in with one set of parameters. */
export type Trial = { readonly plugin: Plugin; readonly params: unknown };

/** What every plug-in promises, whatever it measures. `broken` says where this one does not keep it; undefined when it does. */
export type Promised = { readonly name: string; broken(trial: Trial): string | undefined };

const rowsFor = ({ plugin, params }: Trial): number => Math.max(400, 2 * hear(plugin, params, lively(2, 1)).warmup + 50);

const isSparse = ({ plugin }: Trial, field: string): boolean => plugin.sparse?.includes(field) ?? false;

/** Where two runs differ by a bit, before row `to`. */
function difference({ plugin }: Trial, one: TrialVoice, other: TrialVoice, to: number): string | undefined {
  for (const field of plugin.fields) {
    const [a, b] = [one.values(field, 0, to), other.values(field, 0, to)];
    const at = a.findIndex((value, i) => !Object.is(value, b[i]));
    if (at >= 0) return `${field} at bar ${at} is ${a[at]} one way and ${b[at]} the other`;
  }
  const known = ({ findings }: TrialVoice) => JSON.stringify(findings.filter(({ confirmed }) => confirmed < to));
  return known(one) === known(other) ? undefined : 'its findings differ';
}

const described: Promised = {
  name: 'has a name, words about itself, a source, a version and fields of its own',
  broken: ({ plugin }) => {
    if (plugin.name === '' || plugin.about === '' || plugin.source === '') return 'name, about and source must not be empty';
    if (!Number.isInteger(plugin.version) || plugin.version < 1) return `version is ${plugin.version}; expected 1 or more`;
    if (plugin.fields.length === 0 || new Set(plugin.fields).size < plugin.fields.length)
      return 'fields must be there, each once';
    const odd = plugin.sparse?.find((field) => !plugin.fields.includes(field));
    return odd === undefined ? undefined : `sparse names ${odd}, which is none of its fields`;
  },
};

const warmedUp: Promised = {
  name: 'has no value before its warm-up and a number at every bar from then on',
  broken: (trial) => {
    const heard = hear(trial.plugin, trial.params, lively(rowsFor(trial), 2));
    for (const field of trial.plugin.fields) {
      const early = heard.values(field, 0, heard.warmup).findIndex((value) => !Number.isNaN(value));
      if (early >= 0) return `${field} has a value at bar ${early}; its warm-up is ${heard.warmup} bars`;
      const after = heard.values(field, heard.warmup, heard.rows);
      const bad = after.findIndex((value) => (isSparse(trial, field) ? Math.abs(value) === Infinity : !Number.isFinite(value)));
      if (bad >= 0) return `${field} is ${after[bad]} at bar ${heard.warmup + bad}, after its warm-up of ${heard.warmup} bars`;
      if (!Number.isNaN(heard.values(field, heard.rows, heard.rows + 1)[0])) return `${field} has a value beyond the last bar`;
    }
    return undefined;
  },
};

const harmless: Promised = {
  name: 'leaves the candles as they are: others read them too',
  broken: (trial) => {
    const changed = hear(trial.plugin, trial.params, lively(rowsFor(trial), 5)).changed();
    return changed === undefined ? undefined : `it has changed ${changed}`;
  },
};

const causal: Promised = {
  name: 'never looks ahead: other candles after T change nothing at or before T',
  broken: (trial) => {
    const rows = rowsFor(trial);
    const candles = lively(rows, 7);
    const plain = hear(trial.plugin, trial.params, candles);
    const random = uniform(23);
    for (let n = 0; n < 8; n++) {
      const after = n === 0 ? rows - 1 : 1 + Math.floor(random() * (rows - 1));
      const other = hear(trial.plugin, trial.params, garbledFrom(candles, after, 100 + n), [after]);
      const says = difference(trial, plain, other, after);
      if (says !== undefined) return `with other candles from bar ${after} on, ${says}`;
    }
    return undefined;
  },
};

const piecewise: Promised = {
  name: 'writes the same bits in one call, bar by bar and in any pieces',
  broken: (trial) => {
    const rows = rowsFor(trial);
    const candles = lively(rows, 3);
    const whole = hear(trial.plugin, trial.params, candles);
    const random = uniform(29);
    const pieces = [Array.from({ length: rows }, (_, i) => i + 1)];
    for (let n = 0; n < 4; n++) pieces.push(Array.from({ length: 12 }, () => Math.floor(random() * rows)).sort((a, b) => a - b));
    for (const [n, ends] of pieces.entries()) {
      const says = difference(trial, whole, hear(trial.plugin, trial.params, candles, ends), rows);
      if (says !== undefined) return `${n === 0 ? 'bar by bar' : `in pieces that end at ${ends.join(', ')}`}, ${says}`;
    }
    return undefined;
  },
};

/** A part in a billion of a field's values. */
const FORGOTTEN = 1e-9;

const forgetful: Promised = {
  name: 'forgets what is older than its memory, to 1e-9 of its values',
  broken: (trial) => {
    const { plugin, params } = trial;
    const memory = plugin.memory(plugin.params.parse(params));
    const dropped = 300;
    if (!Number.isFinite(memory)) return undefined;
    const rows = dropped + memory + 40;
    const candles = lively(rows, 11);
    const all = hear(plugin, params, candles);
    const late = hear(plugin, params, {
      time: candles.time.slice(dropped),
      open: candles.open.slice(dropped),
      high: candles.high.slice(dropped),
      low: candles.low.slice(dropped),
      close: candles.close.slice(dropped),
      volume: candles.volume.slice(dropped),
    });
    let [moved, where] = [0, ''];
    for (const field of plugin.fields) {
      const expected = all.values(field, dropped + memory, rows);
      const scale = Math.max(Number.MIN_VALUE, ...all.values(field, 0, rows).filter(Number.isFinite).map(Math.abs));
      for (const [k, value] of late.values(field, memory, rows - dropped).entries()) {
        const other = expected[k] ?? Number.NaN;
        if (Number.isNaN(value) && Number.isNaN(other)) continue;
        const apart = Math.abs(value - other) / scale;
        if (apart <= moved) continue;
        [moved, where] = [Number.isNaN(apart) ? Infinity : apart, `${field} at bar ${dropped + memory + k}`];
      }
    }
    return moved <= FORGOTTEN ? undefined : `${where} still moves by ${moved} of its size; its memory is ${memory} bars`;
  },
};

const steady: Promised = {
  name: 'takes odd markets without falling over: at rest, no volume, huge, tiny, missing numbers, holes, one candle',
  broken: (trial) => {
    const rows = rowsFor(trial);
    for (const [market, candles] of Object.entries(ODD_MARKETS)) {
      const heard = hear(trial.plugin, trial.params, candles(rows));
      const whole = market !== 'candles that miss numbers';
      for (const field of trial.plugin.fields) {
        const bad = heard
          .values(field, heard.warmup, heard.rows)
          .find((value) => (whole && !isSparse(trial, field) ? !Number.isFinite(value) : Math.abs(value) === Infinity));
        if (bad !== undefined) return `${field} is ${bad} in ${market}`;
      }
    }
    return undefined;
  },
};

const voting: Promised = {
  name: 'scores within -1 and 1, is confident within 0 and 1, and has words for it at every bar',
  broken: (trial) => {
    for (const [market, candles] of [
      ['a lively market', (rows: number) => lively(rows, 2)] as const,
      ...Object.entries(ODD_MARKETS),
    ]) {
      const heard = hear(trial.plugin, trial.params, candles(rowsFor(trial)));
      for (const [field, least] of [
        ['score', -1],
        ['confidence', 0],
      ] as const) {
        const bad = heard.values(field, 0, heard.rows).find((value) => value < least || value > 1);
        if (bad !== undefined) return `${field} is ${bad} in ${market}`;
      }
      for (let i = heard.warmup; i < heard.rows; i += 7) {
        const words = heard.explain?.(i) ?? ['-'];
        if (words.length === 0 || words.some((word) => word === '')) return `it has no words at bar ${i} in ${market}`;
      }
    }
    return undefined;
  },
};

const strict: Promised = {
  name: 'refuses parameters outside their range',
  broken: ({ plugin, params }) => {
    for (const { name, kind, least, most, choices } of parametersOf(plugin)) {
      const step = kind === 'integer' ? 1 : 1e-3;
      const wrong: (number | string)[] = choices === undefined ? [] : ['none of them'];
      if (kind === 'integer' || kind === 'number') wrong.push(Number.NaN, 'many');
      if (kind === 'integer') wrong.push((least ?? 0) + 0.5);
      if (least !== undefined) wrong.push(least - step);
      if (most !== undefined) wrong.push(most + step);
      const taken = wrong.find((value) => plugin.params.safeParse(withValue(params, name, value)).success);
      if (taken !== undefined) return `it takes ${name} = ${taken}`;
      if ((kind === 'integer' || kind === 'number') && (least === undefined || most === undefined))
        return `${name} has no range: give it a least and a most value`;
    }
    return undefined;
  },
};

const withValue = (params: unknown, name: string, value: number | string): unknown => ({
  ...(typeof params === 'object' ? params : {}),
  [name]: value,
});

const orderly: Promised = {
  name: 'tells what it finds in the order in which it is known, each at a bar there is',
  broken: (trial) => {
    const heard = hear(trial.plugin, trial.params, lively(rowsFor(trial), 2));
    let before = 0;
    for (const { confirmed } of heard.findings) {
      if (!Number.isInteger(confirmed) || confirmed < 0 || confirmed >= heard.rows)
        return `a finding is known at bar ${confirmed}`;
      if (confirmed < before) return `a finding of bar ${confirmed} comes after one of bar ${before}`;
      before = confirmed;
    }
    return undefined;
  },
};

/** In the order in which they are tried: what comes first explains what fails later. */
export const PROMISES: readonly Promised[] = [
  described,
  strict,
  harmless,
  warmedUp,
  steady,
  causal,
  piecewise,
  forgetful,
  orderly,
  voting,
];
