import { describe, expect, test } from 'vitest';
import { redactor } from '../../src/store/redaction.ts';

const { text, value } = redactor(['s3cr&t"canary', 'abc']);

describe('redaction', () => {
  test.each([
    ['key s3cr&t"canary here', 'key *** here'],
    [`in a URL ${encodeURIComponent('s3cr&t"canary')}`, 'in a URL ***'],
    [JSON.stringify({ note: 's3cr&t"canary' }), '{"note":"***"}'],
    ['postgresql://desk:hunter2@db/desk', 'postgresql://desk:***@db/desk'],
    ['GET /order?symbol=BTC&signature=deadbeef&timestamp=1', 'GET /order?symbol=BTC&signature=***&timestamp=1'],
    ['{"apiKey":"K","symbol":"BTC"}', '{"apiKey":"***","symbol":"BTC"}'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    [
      'bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1',
      'bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1'.replace(/123.*/, '***'),
    ],
    ['abcabc is short and stays', 'abcabc is short and stays'],
    ['42,180.5 at 06:05', '42,180.5 at 06:05'],
  ])('%s', (original, masked) => expect(text(original)).toBe(masked));

  test('fields with a secret name, errors, causes and circles', () => {
    const circle: Record<string, unknown> = { password: 'x', amount: 12n };
    circle['self'] = circle;
    expect(value({ circle, list: ['s3cr&t"canary'] })).toEqual({
      circle: { password: '***', amount: '12', self: '[circular]' },
      list: ['***'],
    });
    const masked = JSON.stringify(value(new Error('no s3cr&t"canary', { cause: new Error('token=hunter2') })));
    expect(masked).not.toContain('canary');
    expect(masked).not.toContain('hunter2');
  });
});
