import { nearest } from '../core/reply/nearest.ts';
import type { Problem } from './problems.ts';
import type { Environment } from './schema.ts';
import { VARIABLES } from './variables.ts';

const NAMES = VARIABLES.map(({ name }) => name);

/** Under the desk's prefix but not the desk's: the tests find recorded candles by it. */
const TESTS = ['COUNTERSIGN_TEST_DATA'];

const CREDENTIAL =
  /^(BINANCE|BINANCEUSDM|KUCOIN|KUCOINFUTURES|EXCHANGE|COUNTERSIGN)_(\w+_)?(API_?KEY|KEY|SECRET|PASSPHRASE|PASSWORD)$/;

/**
 * Names that should not be there. An exchange's credentials are refused, because paper trading holds no live key; a name with
 * the desk's prefix that it does not know, and one in `.env` that is nearly a known one, would silently do nothing.
 */
export function strayNames(environment: Environment, file: Environment): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [name, text] of Object.entries({ ...file, ...environment })) {
    if (NAMES.includes(name) || TESTS.includes(name) || (text ?? '').trim() === '') continue;
    if (CREDENTIAL.test(name)) {
      problems.push({ name, value: '(hidden)', expected: 'no credentials: paper trading holds no live key; remove this name' });
      continue;
    }
    const own = name.startsWith('COUNTERSIGN_');
    // Most of an environment is of other programs.
    if (!own && !(name in file)) continue;
    const meant = nearest(name, NAMES);
    if (own || meant !== undefined)
      problems.push({
        name,
        value: '',
        expected: meant === undefined ? 'a name from .env.example' : `a known name; did you mean ${meant}?`,
      });
  }
  return problems;
}
