import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { printConfiguration } from '../../src/tools/config.ts';

test('a password within an address is not printed', async () => {
  const lines: string[] = [];
  const environment = { COUNTERSIGN_HOME: '/no/home', TELEGRAM_API_ROOT: 'https://ana:pa55word@proxy.example/x' };
  await printConfiguration(readConfig(environment), (line) => lines.push(line));
  expect(lines).toContain('TELEGRAM_API_ROOT=https://ana:***@proxy.example/x');
  expect(lines.join('\n')).not.toContain('pa55word');
});
