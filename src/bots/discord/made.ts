import { ChatError } from '../chat.ts';

/** The id in Discord's answer to something that was made. */
export function madeId(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string') return answer.id;
  throw new ChatError('retry', 'Discord gave no id for what it made');
}
