import { closePart, type Exit } from './exit.ts';

export const timeStop = {
  name: 'time stop',
  about: 'A position older than the longest holding time is closed.',
  advise(context) {
    const { maxHold } = context.settings.exits;
    return maxHold !== undefined && context.now - context.position.openedAt > maxHold ? closePart(context, 1, 'time') : undefined;
  },
} satisfies Exit;
