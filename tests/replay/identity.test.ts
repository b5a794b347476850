import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import { replayIdentity } from '../../src/replay/identity.ts';
import { BUILT_IN } from '../support/builtInMarket.ts';

const source = BUILT_IN;

/** The name of the built-in market's account under what the environment says. */
const nameUnder = (environment: Record<string, string>, again = false): string =>
  replayIdentity({
    config: readConfig(environment, {}),
    source,
    symbols: source.instruments.map(({ symbol }) => symbol),
    from: SYNTHETIC_FROM,
    taken: new Set(['synthetic:42/paper/main-de40a8e4']),
    own: '',
    again,
  }).account.name;

describe('the account of a replay', () => {
  it('is found again by every later version: a setting that is added at its default changes no name', () => {
    expect(nameUnder({})).toBe('main-de40a8e4');
  });

  it('is another one where a setting differs, one that came later too', () => {
    const names = [{}, { TELL_IDLE_SIGNALS: 'on' }, { RISK_PER_TRADE: '1%' }].map((environment) => nameUnder(environment));
    expect(new Set(names).size).toBe(3);
  });

  it('is a new one with --again', () => {
    expect(nameUnder({}, true)).toBe('main-de40a8e4-2');
  });
});
