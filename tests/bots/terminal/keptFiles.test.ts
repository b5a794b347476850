import { expect, test } from 'vitest';
import { withKeptFiles } from '../../../src/bots/terminal/keptFiles.ts';

const reply = {
  title: '2 trades',
  lines: ['Amounts exact'],
  files: [
    { name: 'a.csv', text: '1' },
    { name: 'b.csv', text: '2' },
  ],
};

test('each file of a reply is kept, and the reply says where, or why it is not', async () => {
  const kept: string[] = [];
  const shown = await withKeptFiles(reply, async ({ name, text }) => {
    if (name === 'b.csv') throw new Error('the disk is full');
    kept.push(text);
    return `~/exports/${name}`;
  });
  expect(shown).toEqual({
    title: '2 trades',
    lines: ['Amounts exact', 'Written to ~/exports/a.csv', 'b.csv could not be written: the disk is full'],
  });
  expect(kept).toEqual(['1']);
});
