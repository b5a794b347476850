import { mkdirSync, writeFileSync } from 'node:fs';
import { configurationPage, envExample } from '../src/config/pages.ts';

mkdirSync('docs', { recursive: true });
writeFileSync('.env.example', envExample());
writeFileSync('docs/configuration.md', configurationPage());
