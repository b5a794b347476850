import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/list.ts';
import { VARIABLES } from '../../src/config/variables.ts';

/** What is no command of the desk's list: answers to a question, codes of strangers, and words to @BotFather. */
const OTHERS = ['yes', 'pair', 'mybots'];

/** What somebody puts their own word in place of, and a name that has to go. */
const PLACEHOLDERS = ['NAME', 'DIR', 'ID', 'PID', 'SYMBOL', 'ROLE', 'BINANCE_API_KEY'];

const found = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

describe.each(['troubleshooting', 'tuning', 'from-the-seeds'])('docs/%s.md', (page) => {
  const text = readFileSync(`docs/${page}.md`, 'utf8');

  it('names commands that there are', () => {
    const known = [...OTHERS, ...COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases])];
    expect(found(text, /(?:`|^)\/([a-z_]+)/gm).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names settings that there are', () => {
    const known = [...PLACEHOLDERS, ...VARIABLES.map(({ name }) => name)];
    const named = found(text, /[` ]([A-Z]{2,}(?:_[A-Z]+)*)(?=[=`])/g);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('links to pages that there are', () => {
    for (const target of found(text, /\]\(([^)#]+)\)/g)) expect(() => readFileSync(`docs/${target}`)).not.toThrow();
  });
});
